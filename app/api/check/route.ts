import { z } from "zod";
import { ndjson } from "@/server/endpoints/ndjson";
import { route } from "@/server/endpoints/route";
import { checkAllDatabases } from "@/server/visits/check-all";

/** Checks every database that is not archived: its progress, one line for each that ended. */
export const POST = route({ role: "member", params: z.unknown() }, async ({ ctx, client }) =>
  ndjson(await checkAllDatabases(ctx), client),
);
