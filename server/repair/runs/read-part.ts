import "server-only";
import { planPartEndpoint } from "@/lib/api/plan-part";
import { partOf, partSchema, type PartAnswer } from "@/lib/repair/plan/parts";
import { redactPlan } from "@/lib/repair/plan/redact";
import type { Plan } from "@/lib/repair/plan/schema";
import { readOnlyVerb } from "../../audit/verb";
import { parse, type Context } from "../../context";
import { readDatabase } from "../../databases/read";
import { Conflict } from "../../errors";
import { keptPlan } from "../engine/recipe";
import { askPlan } from "./ask-plan";
import { shelvedPlan } from "./plan-shelf";
import { storedRun } from "./read";

/** Returns the plan by its fingerprint: the one that was read, or one computed anew that comes out the same. */
async function planByFingerprint(
  ctx: Context,
  id: string,
  fingerprint: string,
  asked: unknown,
): Promise<Plan> {
  const shelved = shelvedPlan(ctx.actor, id, fingerprint);
  if (shelved !== null) return shelved;
  const made = await askPlan(ctx, id, asked);
  if (made.fingerprint !== fingerprint)
    throw new Conflict(
      "The plan is another one now, because the database changed. Reload this page to read it.",
    );
  return made.plan;
}

async function planPart(ctx: Context, id: unknown, input: unknown): Promise<PartAnswer> {
  const { fingerprint, part, ...asked } = parse(planPartEndpoint.body, input);
  const database = await readDatabase(ctx, id);
  const plan = await planByFingerprint(ctx, database.id, fingerprint, asked);
  const whole = ctx.actor.kind === "system" || ctx.actor.role === "admin";
  return partOf(whole ? plan : redactPlan(plan), part);
}

/**
 * Returns a part of a plan that the same person read. Members get it without the verifier of a password.
 * @throws NotFound, BadInput, Conflict where the plan had to be computed anew and came out as another one
 */
export const readPlanPart = readOnlyVerb("member", planPart);

async function runPart(ctx: Context, id: unknown, runId: unknown, input: unknown): Promise<PartAnswer> {
  const part = parse(partSchema, input);
  const database = await readDatabase(ctx, id);
  return partOf(keptPlan((await storedRun(database.id, runId)).plan), part);
}

/** Returns a part of the plan of a run, which is kept without verifiers. @throws NotFound, BadInput */
export const readRunPart = readOnlyVerb("member", runPart);
