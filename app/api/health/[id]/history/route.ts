import { healthHistoryEndpoint } from "@/lib/api/health";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithQuery } from "@/server/endpoints/route";
import { readHealthHistory } from "@/server/health/history";

const { params, query } = healthHistoryEndpoint;

/** Returns a viewer's part of what is kept of a database over a range, for its charts. */
export const GET = routeWithQuery(
  { role: "viewer", params, query },
  async ({ ctx, params: { id }, query: { range } }) =>
    jsonAnswer(healthHistoryEndpoint, await readHealthHistory(ctx, id, range)),
);
