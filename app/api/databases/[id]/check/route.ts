import { checkEndpoint } from "@/lib/api/check";
import { ndjson } from "@/server/endpoints/ndjson";
import { route } from "@/server/endpoints/route";
import { checkDatabase } from "@/server/visits/check";

/** Checks a database: its stages and findings, one a line, as they become known. */
export const POST = route({ role: "member", params: checkEndpoint.params }, async ({ ctx, params, client }) =>
  ndjson(await checkDatabase(ctx, params.id), client),
);
