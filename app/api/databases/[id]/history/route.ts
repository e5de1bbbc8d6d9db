import { z } from "zod";
import { readHistory } from "@/server/history/read";
import { routeWithQuery } from "@/server/endpoints/route";

const params = z.object({ id: z.uuid() });
const query = z.object({ range: z.string().default("hour") });

/** What is kept of a database over the last hour, day or week, for its charts. */
export const GET = routeWithQuery(
  { role: "member", params, query },
  async ({ ctx, params: { id }, query: { range } }) =>
    Response.json(await readHistory(ctx, id, range), { headers: { "cache-control": "no-store" } }),
);
