import { listAlerts } from "@/lib/api-v1/installation";
import { readAlerts } from "@/server/alerts/read";
import { pageOf } from "@/server/api/cursor";
import { apiRoute } from "@/server/api/route";

export const GET = apiRoute(listAlerts, async ({ ctx, query }) => {
  const firing = (await readAlerts(ctx)).firing.map((alert) => ({
    ...alert,
    databases: [...alert.databases],
  }));
  return pageOf(firing, query, ({ since, id }) => [since, id], { newestFirst: true });
});
