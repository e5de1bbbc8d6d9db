/**
 * Routes and server actions that answer without a session: set-up, sign-in, links with a token of their own, the server's health, and the
 * metrics, which take an API token.
 */
export const OPEN_DOORS = {
  routes: [
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
    "GET /setup/start",
    "GET /invite/[token]",
    "GET /reset/[token]",
    "GET /sign-in/oidc/start",
    "GET /sign-in/oidc/callback",
    "GET /wall/[token]",
    "GET /wall/live",
    "GET /badge/[file]",
    "GET /api/v1/openapi.json",
    "GET /api/v1/[...path]",
    "POST /api/v1/[...path]",
  ],
  actions: [
    "setup/actions makeAdmin",
    "sign-in/actions enter",
    "sign-in/code/actions enterCode",
    "sign-in/forgot/actions askForLink",
    "invite/actions accept",
    "reset/actions setByLink",
  ],
} as const;
