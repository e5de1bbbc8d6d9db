import { z } from "zod";
import { healthLiveEndpoint } from "@/lib/api/health";
import { healthRowOf } from "@/lib/health/health";
import { listVisible } from "@/server/databases/visible";
import { routeWithQuery } from "@/server/endpoints/route";
import { eventStream } from "@/server/endpoints/sse";
import { monitor } from "@/server/monitor/monitor";

const { query } = healthLiveEndpoint;

/** Streams a viewer's part of what is known of the databases of a list, as it changes: a HealthRow an event. */
export const GET = routeWithQuery(
  { role: "viewer", params: z.unknown(), query },
  async ({ ctx, query: { ids }, client }) => {
    const visible = await listVisible(ctx, ids);
    return eventStream((send) => {
      const stops = visible.map((id) =>
        monitor().watch(id, ({ live }) => send(JSON.stringify(healthRowOf(live)))),
      );
      return () => stops.forEach((stop) => stop());
    }, client);
  },
);
