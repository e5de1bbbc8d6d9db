import { getRun } from "@/lib/api-v1/repair";
import { apiRoute } from "@/server/api/route";
import { readRun } from "@/server/repair/runs/read";

export const GET = apiRoute(getRun, async ({ ctx, params }) => {
  const { plan, ...run } = await readRun(ctx, params.id, params.runId);
  return { ...run, for: plan.for, steps: plan.steps };
});
