import "server-only";
import { betterAuth } from "better-auth/minimal";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { nextCookies } from "better-auth/next-js";
import { publicUrl } from "../http/origin";
import { sessionSecret } from "../secrets/keys";
import { db } from "../store/db";
import * as schema from "../store/schema";
import { ROLES } from "@/lib/accounts/roles";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/accounts/account";
import { ABSOLUTE_SECONDS } from "./lifetime";
import { hasHash, makeHash } from "./password-hash";
import { startSessionPlugin } from "./start-session";

/** better-auth, mounted nowhere over HTTP: our own actions call it, so nothing of it answers by itself. */
function build(isTls: boolean) {
  return betterAuth({
    appName: "Headroom",
    baseURL: publicUrl(),
    secret: sessionSecret(),
    database: drizzleAdapter(db(), { provider: "pg", schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: makeHash, verify: ({ hash, password }) => hasHash(password, hash) },
    },
    user: {
      additionalFields: {
        role: { type: [...ROLES], required: true, defaultValue: "member", input: false },
        groups: { type: "string[]", required: false, defaultValue: [], input: false },
        mustChangePassword: { type: "boolean", required: false, defaultValue: false, input: false },
      },
    },
    // It ends 30 days after its sign-in; server/auth/session.ts ends it earlier when it is not used.
    session: { expiresIn: ABSOLUTE_SECONDS, disableSessionRefresh: true },
    // A browser takes a `__Host-` cookie over TLS only, from this very host and for it alone: no neighbour can set or shadow it.
    advanced: {
      useSecureCookies: false,
      cookiePrefix: isTls ? "__Host-headroom" : "headroom",
      defaultCookieAttributes: { secure: isTls, path: "/" },
    },
    // Ours are in the store, shared by all replicas (server/auth/limits.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [startSessionPlugin(), nextCookies()],
  });
}

type Auth = ReturnType<typeof build>;

declare global {
  // Next loads a module once per bundle; there is to be one of each for the process.
  var headroomAuth: { tls?: Auth; plain?: Auth } | undefined;
}

/**
 * Returns better-auth for a request that came over TLS or not (`isSecure`), which decides the name of its cookie. Built at its first
 * use: a build of the pages has neither store nor secret.
 */
export function auth(isTls = false): Auth {
  const built = (globalThis.headroomAuth ??= {});
  return (built[isTls ? "tls" : "plain"] ??= build(isTls));
}

/** Forgets it with its store and its secret: for tests. */
export function forgetAuth(): void {
  globalThis.headroomAuth = undefined;
}
