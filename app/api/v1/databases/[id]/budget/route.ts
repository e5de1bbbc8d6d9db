import { getBudget } from "@/lib/api-v1/databases";
import { latestBudget } from "@/server/api/latest-budget";
import { apiRoute } from "@/server/api/route";
import { readDatabase } from "@/server/databases/read";
import { monitor } from "@/server/monitor/monitor";
import { latestVisit } from "@/server/visits/read";

export const GET = apiRoute(getBudget, async ({ ctx, params }) => {
  const { id } = await readDatabase(ctx, params.id);
  const live = monitor().latest(id);
  const known = latestBudget(live, await latestVisit(ctx, id));
  return { ...known, state: live?.state ?? null, trouble: live?.trouble ?? null };
});
