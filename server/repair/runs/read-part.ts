import "server-only";
import { planPartEndpoint } from "@/lib/api/plan-part";
import { partOf, partSchema, type PartAnswer } from "@/lib/repair/plan/parts";
import { redactPlan } from "@/lib/repair/plan/redact";
import { readOnlyVerb } from "../../audit/verb";
import { parse, type Context } from "../../context";
import { readDatabase } from "../../databases/read";
import { keptPlan } from "../engine/recipe";
import { planByFingerprint } from "./plan-by-fingerprint";
import { storedRun } from "./read";

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
