import { segmentsOf } from "./segments";

const GET = ["GET", "HEAD"] as const;
const POST = ["POST"] as const;

/**
 * The methods of each route handler by its path. A test walks `app` and compares them with what the files export, so that
 * none is missing here.
 */
export const ROUTE_METHODS: readonly (readonly [path: string, methods: readonly string[]])[] = [
  ["/healthz", GET],
  ["/readyz", GET],
  ["/metrics", GET],
  ["/setup/start", GET],
  ["/invite/[token]", GET],
  ["/reset/[token]", GET],
  ["/sign-in/oidc/start", GET],
  ["/sign-in/oidc/callback", GET],
  ["/api/activity", GET],
  ["/api/activity/[entry]", GET],
  ["/api/alerts", GET],
  ["/api/check", POST],
  ["/api/connection-test", POST],
  ["/api/databases", GET],
  ["/api/databases/[id]/backends", POST],
  ["/api/databases/[id]/check", [...GET, ...POST]],
  ["/api/databases/[id]/findings/[checkId]", GET],
  ["/api/databases/[id]/history", GET],
  ["/api/databases/[id]/live", GET],
  ["/api/databases/[id]/plan", POST],
  ["/api/databases/[id]/plan/part", POST],
  ["/api/databases/[id]/published", GET],
  ["/api/databases/[id]/report", GET],
  ["/api/databases/[id]/support-bundle", GET],
  ["/api/databases/[id]/runs/[runId]", GET],
  ["/api/databases/[id]/runs/[runId]/part", GET],
  ["/api/databases/[id]/tables", GET],
  ["/api/databases/[id]/ticks", GET],
  ["/api/databases/[id]/trial", POST],
  ["/api/databases/[id]/verdict", GET],
  ["/api/health/[id]/history", GET],
  ["/api/health/live", GET],
  ["/api/live", GET],
  ["/api/sandbox", GET],
  ["/api/sign-out", POST],
  ["/api/trends", GET],
  ["/api/v1/databases", GET],
  ["/api/v1/databases/[id]", GET],
  ["/api/v1/databases/[id]/budget", GET],
  ["/api/v1/databases/[id]/check", [...GET, ...POST]],
  ["/api/v1/databases/[id]/findings", GET],
  ["/api/v1/databases/[id]/findings/[checkId]", GET],
  ["/api/v1/databases/[id]/history", GET],
  ["/api/v1/databases/[id]/plan", POST],
  ["/api/v1/databases/[id]/report", GET],
  ["/api/v1/databases/[id]/runs", [...GET, ...POST]],
  ["/api/v1/databases/[id]/runs/[runId]", GET],
  ["/api/v1/databases/[id]/runs/[runId]/cancel", POST],
  ["/api/v1/databases/[id]/tables", GET],
  ["/api/v1/alerts", GET],
  ["/api/v1/audit-log", GET],
  ["/api/v1/openapi.json", GET],
  // Each other address of the API: nothing is there, said in its own form.
  ["/api/v1/[...path]", [...GET, ...POST]],
  ["/badge/[file]", GET],
  ["/wall/[token]", GET],
  ["/wall/live", GET],
];

const table = ROUTE_METHODS.map(([path, methods]) => ({ segments: path.split("/"), methods }));

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const takesRest = pattern.at(-1)?.startsWith("[...") === true;
  return (
    (takesRest ? pattern.length <= segments.length : pattern.length === segments.length) &&
    pattern.every((part, index) => part.startsWith("[") || part === segments[index])
  );
}

/**
 * Returns the methods that a path takes. A page takes POST only as a call of a server action, which Next's own code marks with a
 * header; a path that is nothing of ours takes what a page takes and is not found.
 */
export function methodsOf(path: string, isAction: boolean): readonly string[] {
  const segments = segmentsOf(path);
  const route = table.find(({ segments: pattern }) => matches(pattern, segments));
  if (route !== undefined) return route.methods;
  const isPage = segments[1] !== "api" && segments[1] !== "_next";
  return isAction && isPage ? [...GET, ...POST] : GET;
}
