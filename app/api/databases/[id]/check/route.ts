import { checkEndpoint, followCheckEndpoint } from "@/lib/api/check";
import { ndjson } from "@/server/endpoints/ndjson";
import { route } from "@/server/endpoints/route";
import { checkDatabase, followCheck } from "@/server/visits/check";

/** Follows the check of a database that is under way, and begins none. */
export const GET = route(
  { role: "member", params: followCheckEndpoint.params },
  async ({ ctx, params, client }) => ndjson(await followCheck(ctx, params.id), client),
);

/** Checks a database: its stages and findings, one a line, as they become known. */
export const POST = route({ role: "member", params: checkEndpoint.params }, async ({ ctx, params, client }) =>
  ndjson(await checkDatabase(ctx, params.id), client),
);
