import { historyEndpoint } from "@/lib/api/history";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithQuery } from "@/server/endpoints/route";
import { readHistory } from "@/server/history/read";

const { params, query } = historyEndpoint;

/** Returns what is kept of a database over the last hour, day or week, for its charts. */
export const GET = routeWithQuery(
  { role: "member", params, query },
  async ({ ctx, params: { id }, query: { range } }) =>
    jsonAnswer(historyEndpoint, await readHistory(ctx, id, range)),
);
