import { planPartEndpoint } from "@/lib/api/plan-part";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithBody } from "@/server/endpoints/route";
import { readPlanPart } from "@/server/repair/runs/read-part";

const { params, body } = planPartEndpoint;

/** A part of a plan that the same person read, for the page that shows the plan. */
export const POST = routeWithBody({ role: "member", params, body }, async ({ ctx, params: { id }, body }) =>
  jsonAnswer(planPartEndpoint, await readPlanPart(ctx, id, body)),
);
