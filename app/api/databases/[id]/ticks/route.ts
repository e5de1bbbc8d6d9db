import { ticksEndpoint } from "@/lib/api/ticks";
import { downloadSamples, lastSamples } from "@/server/monitor/download-samples";
import { routeWithQuery } from "@/server/endpoints/route";

const { params, query } = ticksEndpoint;

/** The last samples of a database, oldest first, as JSON lines: to step through, or to keep. */
export const GET = routeWithQuery(
  { role: "member", params, query },
  async ({ ctx, params: { id }, query: { download } }) => {
    const samples = await (download ? downloadSamples : lastSamples)(ctx, id);
    const lines = samples.map((live) => `${JSON.stringify(live)}\n`);
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
