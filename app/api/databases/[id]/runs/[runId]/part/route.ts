import { runPartEndpoint } from "@/lib/api/plan-part";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithQuery } from "@/server/endpoints/route";
import { readRunPart } from "@/server/repair/runs/read-part";

const { params, query } = runPartEndpoint;

/** A part of the plan of a run, for the page that shows the run. */
export const GET = routeWithQuery({ role: "member", params, query }, async ({ ctx, params, query }) =>
  jsonAnswer(runPartEndpoint, await readRunPart(ctx, params.id, params.runId, query)),
);
