import { z } from "zod";
import { routeWithQuery } from "@/server/http/route";
import { monitor } from "@/server/monitor/monitor";
import { readProfile } from "@/server/profiles/read";

const params = z.object({ id: z.uuid() });
const query = z.object({ download: z.literal("1").optional() });

/** The last samples of a database, oldest first, as JSON lines: to step through, or to keep. */
export const GET = routeWithQuery(
  { role: "member", params, query },
  async ({ ctx, params: { id }, query: { download } }) => {
    await readProfile(ctx, id);
    const lines = monitor()
      .ticks(id)
      .map((live) => `${JSON.stringify(live)}\n`);
    const name = `connections-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.jsonl`;
    return new Response(lines.join(""), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "cache-control": "no-store",
        ...(download && { "content-disposition": `attachment; filename="${name}"` }),
      },
    });
  },
);
