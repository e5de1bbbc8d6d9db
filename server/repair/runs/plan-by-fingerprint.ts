import "server-only";
import type { Plan } from "@/lib/repair/plan/schema";
import { requireRole, type Context } from "../../context";
import { Conflict } from "../../errors";
import { askPlan } from "./ask-plan";
import { shelvedPlan } from "./plan-shelf";

/** Returns the plan by its fingerprint: the one that was read, or one computed anew that comes out the same. @throws Conflict */
export async function planByFingerprint(
  ctx: Context,
  id: string,
  fingerprint: string,
  asked: unknown,
): Promise<Plan> {
  requireRole(ctx, "member");
  const shelved = shelvedPlan(ctx.actor, id, fingerprint);
  if (shelved !== null) return shelved;
  const made = await askPlan(ctx, id, asked);
  if (made.fingerprint !== fingerprint)
    throw new Conflict(
      "The plan is another one now, because the database changed. Reload this page to read it.",
    );
  return made.plan;
}
