import { z } from "zod";
import { routeWithQuery } from "@/server/endpoints/route";
import { readRun } from "@/server/repair/runs/read";

const paramsSchema = z.object({ id: z.uuid(), runId: z.uuid() });
/** A plan can be long and never changes: who follows a run leaves it out from the second time on. */
const querySchema = z.object({ plan: z.enum(["yes", "no"]).default("yes") });

/** One run of a database as it stands now, for the page that follows it. */
export const GET = routeWithQuery(
  { role: "member", params: paramsSchema, query: querySchema },
  async ({ ctx, params, query }) => {
    const run = await readRun(ctx, params.id, params.runId);
    const { plan, ...rest } = run;
    return Response.json(query.plan === "yes" ? { ...rest, plan } : rest, {
      headers: { "cache-control": "no-store" },
    });
  },
);
