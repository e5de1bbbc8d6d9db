import { listRuns as listEndpoint, startRun as startEndpoint } from "@/lib/api-v1/repair";
import { cursorOf, keyOf } from "@/server/api/cursor";
import { apiRoute } from "@/server/api/route";
import { listRuns } from "@/server/repair/runs/list";
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

export const POST = apiRoute(startEndpoint, async ({ ctx, params, body }) => {
  const { runId } = await startRun(ctx, params.id, body);
  return { id: runId };
});
