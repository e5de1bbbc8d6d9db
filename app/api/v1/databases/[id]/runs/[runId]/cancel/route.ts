import { cancelRun as cancelEndpoint } from "@/lib/api-v1/repair";
import { apiRoute } from "@/server/api/route";
import { cancelRun } from "@/server/repair/runs/cancel";

export const POST = apiRoute(cancelEndpoint, async ({ ctx, params: { id, runId } }) => {
  await cancelRun(ctx, id, runId);
  return { id: runId };
});
