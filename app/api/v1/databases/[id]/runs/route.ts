import { listRuns as listEndpoint, startRun as startEndpoint } from "@/lib/api-v1/repair";
import { cursorOf, keyOf } from "@/server/api/cursor";
import { apiRoute, apiRouteOnce } from "@/server/api/route";
import { listRuns } from "@/server/repair/runs/list";
import { hasRun } from "@/server/repair/runs/read";
import { startRun } from "@/server/repair/runs/start";
import { z } from "zod";

export const GET = apiRoute(listEndpoint, async ({ ctx, params, query: { limit, cursor, ...filter } }) => {
  const { lines, older } = await listRuns(ctx, params.id, {
    limit,
    before: keyOf(cursor, z.uuid()),
    state: filter.state ?? null,
    kind: filter.kind ?? null,
  });
  return { items: lines, next: older === null ? null : cursorOf(older) };
});

export const POST = apiRouteOnce(startEndpoint, {
  async begin({ ctx, params, body }, requestId) {
    const { runId } = await startRun(ctx, params.id, body, requestId);
    return { id: runId };
  },
  async begun({ ctx, params }, requestId) {
    return (await hasRun(ctx, params.id, requestId)) ? { id: requestId } : null;
  },
});
