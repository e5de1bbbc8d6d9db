import { liveEndpoint } from "@/lib/api/live";
import { route } from "@/server/endpoints/route";
import { eventStream } from "@/server/endpoints/sse";
import { monitor } from "@/server/monitor/monitor";
import { readDatabase } from "@/server/databases/read";

const { params } = liveEndpoint;

/** All that is known of one database, as it changes: a Live an event. */
export const GET = route({ role: "member", params }, async ({ ctx, params: { id }, client }) => {
  await readDatabase(ctx, id);
  return eventStream((send) => monitor().watch(id, (event) => send(event.full)), client);
});
