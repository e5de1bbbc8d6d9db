import { planEndpoint } from "@/lib/api/plan";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithBody } from "@/server/endpoints/route";
import { askPlanPage } from "@/server/repair/runs/ask-plan";

const { params, body } = planEndpoint;

/**
 * The plan for what is asked, computed on the database as it is now. A POST, because a role's password can be in it: what
 * is read here changes nothing.
 */
export const POST = routeWithBody({ role: "member", params, body }, async ({ ctx, params: { id }, body }) =>
  jsonAnswer(planEndpoint, await askPlanPage(ctx, id, body)),
);
