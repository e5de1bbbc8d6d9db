import { z } from "zod";
import { eventFilterSchema } from "@/lib/audit/filter";
import { downloadEvents } from "@/server/audit/export";
import { jsonLines } from "@/server/endpoints/json-lines";
import { routeWithQuery } from "@/server/endpoints/route";

/** The audit log as a file of JSON lines, the oldest entry first, whole and with the hashes of its chain. */
export const GET = routeWithQuery(
  { role: "member", params: z.unknown(), query: eventFilterSchema },
  async ({ ctx, query, client }) => {
    const name = `headroom-activity-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.jsonl`;
    return jsonLines(await downloadEvents(ctx, query), name, client);
  },
);
