import { z } from "zod";
import { trendsEndpoint } from "@/lib/api/trends";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithQuery } from "@/server/endpoints/route";
import { readTrends } from "@/server/overview/trends";

const { query } = trendsEndpoint;

/** Returns the last hour of the databases of a list, for their sparklines. */
export const GET = routeWithQuery(
  { role: "member", params: z.unknown(), query },
  async ({ ctx, query: { ids } }) => jsonAnswer(trendsEndpoint, await readTrends(ctx, ids)),
);
