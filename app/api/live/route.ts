import { z } from "zod";
import { liveRowsEndpoint } from "@/lib/api/live";
import { listVisible } from "@/server/databases/visible";
import { routeWithQuery } from "@/server/endpoints/route";
import { eventStream } from "@/server/endpoints/sse";
import { monitor } from "@/server/monitor/monitor";

const { query } = liveRowsEndpoint;

/** Streams what is known of the databases of a list, as it changes: a LiveRow an event. */
export const GET = routeWithQuery(
  { role: "member", params: z.unknown(), query },
  async ({ ctx, query: { ids }, client }) => {
    const visible = await listVisible(ctx, ids);
    return eventStream((send) => {
      const stops = visible.map((id) => monitor().watch(id, (event) => send(event.row)));
      return () => stops.forEach((stop) => stop());
    }, client);
  },
);
