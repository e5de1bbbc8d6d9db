import { z } from "zod";
import { planInputSchema } from "@/lib/run/input";
import { parse } from "@/server/context";
import { routeWithBody } from "@/server/http/route";
import { askPlan } from "@/server/runs/ask-plan";

const paramsSchema = z.object({ id: z.string() });

/**
 * The plan for what is asked, computed on the database as it is now. A POST, because a role's password can be in it: what
 * is read here changes nothing.
 */
export const POST = routeWithBody(
  { role: "member", body: planInputSchema },
  async ({ ctx, params, body }) => {
    const { id } = parse(paramsSchema, params);
    return Response.json(await askPlan(ctx, id, body), { headers: { "cache-control": "no-store" } });
  },
);
