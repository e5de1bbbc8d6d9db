import { z } from "zod";
import { planInputSchema } from "@/lib/repair/run/input";
import { routeWithBody } from "@/server/endpoints/route";
import { askPlan } from "@/server/repair/runs/ask-plan";

const paramsSchema = z.object({ id: z.uuid() });

/**
 * The plan for what is asked, computed on the database as it is now. A POST, because a role's password can be in it: what
 * is read here changes nothing.
 */
export const POST = routeWithBody(
  { role: "member", params: paramsSchema, body: planInputSchema },
  async ({ ctx, params: { id }, body }) =>
    Response.json(await askPlan(ctx, id, body), { headers: { "cache-control": "no-store" } }),
);
