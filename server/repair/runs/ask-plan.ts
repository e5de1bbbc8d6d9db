import "server-only";
import { slotOrphans } from "@/lib/checks/slot/orphans";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { failureText } from "@/lib/failure/failure";
import type { PlanAnswer, PlanPage, StrategyOption } from "@/lib/repair/plan/answer";
import { differenceBrief, planBrief, strategyBrief } from "@/lib/repair/plan/brief";
import { preferredStrategy, strategiesOf } from "@/lib/repair/plan/strategies";
import { takesAway } from "@/lib/repair/request";
import { redactPlan } from "@/lib/repair/plan/redact";
import { planInputSchema, planPageInputSchema, type PlanInput } from "@/lib/repair/run/input";
import type { Plan } from "@/lib/repair/plan/schema";
import { parse, requireRole, type Context } from "../../context";
import { Conflict } from "../../errors";
import { inWatchersPlace } from "../../monitor-link";
import { readDatabase } from "../../databases/read";
import { planBy } from "../engine/plan";
import { guidedOf, keptPlan, planFrom, type Planned, type Recipe } from "../engine/recipe";
import { loginFor, recipeFor } from "./recipe-for";
import { readOnlyVerb } from "../../audit/verb";
import { shelvedPlan, shelvePlan } from "./plan-shelf";
import { storedRun } from "./read";
import { takeTurn } from "./plan-turns";

/** Owners of tables and the role that looked: those who could get Electric's tables at a clean-up. */
function ownersOf({ snapshot, rights }: Planned): string[] {
  const owners = snapshot.relations
    .filter(({ kind, owner }) => (kind === "r" || kind === "p") && owner !== snapshot.role?.name)
    .map(({ owner }) => owner);
  return [...new Set([rights.admin, snapshot.database.owner, ...owners])].filter(
    (owner) => owner !== snapshot.role?.name && !owner.startsWith("pg_"),
  );
}

const orphansOf = ({ findings }: Planned): string[] =>
  findings.find(({ id }) => id === slotOrphans.id)?.objects ?? [];

/** A plan that was made, and how each strategy would be. */
type Made = { planned: Planned; recipe: Recipe; strategies: StrategyOption[] };

const comparedIn = ({ snapshot, rights, plan }: Planned, { target, known }: Recipe): StrategyOption[] =>
  takesAway(plan.for)
    ? []
    : strategiesOf(snapshot, rights, target, plan.choices, (each) => judgeAll(checks, snapshot, each, known));

const runsPlans = ({ actor }: Context): boolean => actor.kind === "system" || actor.role === "admin";

/** Returns what stands beside a plan that was made. */
function besides({ planned, recipe, strategies }: Made): Omit<PlanAnswer, "plan"> {
  const { snapshot, findings, plan, fingerprint } = planned;
  const concerned = new Set([...plan.promises, ...plan.leaves].map(({ check }) => check));
  return {
    fingerprint,
    strategies,
    guided: guidedOf(planned, recipe),
    findings: findings
      .filter(({ id, status }) => concerned.has(id) || status === "fail")
      .map(({ id, title, status, found }) => ({ id, title, status, found })),
    owners: ownersOf(planned),
    orphans: orphansOf(planned),
    takenAt: snapshot.takenAt,
  };
}

/** Visits a database and makes the plan that is asked for. @throws NotFound, Conflict */
async function makePlan(ctx: Context, id: unknown, asked: PlanInput): Promise<Made & { databaseId: string }> {
  const database = await readDatabase(ctx, id);
  if (database.archivedAt !== null) throw new Conflict("This database is archived. Restore it to repair it.");
  // Only an admin runs plans, so only an admin signs in with other credentials than those that are stored.
  if (asked.as !== null) requireRole(ctx, "admin");
  const recipe = await recipeFor(database, asked);
  const login = await loginFor(database, asked.as);
  const turn = takeTurn(JSON.stringify([ctx.actor.kind === "system" ? null : ctx.actor.id, database.id]));
  const planned = await inWatchersPlace(database.id, () => {
    turn.begin();
    return planBy(login, recipe);
  }).finally(turn.end);
  if ("connection" in planned) {
    const { what, why, next } = failureText(planned.connection);
    const says = [what, why, next].filter(Boolean).join(" ");
    throw new Conflict(
      `There is no plan without a session with the database. ${says}`,
      asked.as === null ? {} : { as: says },
    );
  }
  shelvePlan(ctx.actor, database.id, planned.fingerprint, planned.plan);
  return { planned, recipe, strategies: comparedIn(planned, recipe), databaseId: database.id };
}

async function planFor(ctx: Context, id: unknown, input: unknown): Promise<PlanAnswer> {
  const made = await makePlan(ctx, id, parse(planInputSchema, input));
  const { plan } = made.planned;
  return { ...besides(made), plan: runsPlans(ctx) ? plan : redactPlan(plan) };
}

/**
 * Visits a database, with the stored credentials or those that were given, and returns the plan that fixes what is asked
 * for. Changes nothing. Members get it without the verifier of a password.
 * @throws NotFound, BadInput, Conflict where there is no session with the database or the undo cannot be
 */
export const askPlan = readOnlyVerb("member", planFor);

/** Returns the plan by the strategy that is chosen beforehand, from the same visit, where the address chose none. */
async function byPreferred(ctx: Context, id: unknown, asked: PlanInput, made: Made & { databaseId: string }) {
  const { planned, strategies, databaseId } = made;
  const strategy = preferredStrategy(strategies, planned.plan.choices.strategy);
  if (asked.choices.strategy !== undefined || strategy === planned.plan.choices.strategy) return made;
  const database = await readDatabase(ctx, id);
  const recipe = await recipeFor(database, { ...asked, choices: { ...asked.choices, strategy } });
  const other = planFrom(planned, recipe);
  shelvePlan(ctx.actor, databaseId, other.fingerprint, other.plan);
  return { ...made, planned: other, recipe };
}

/** Returns the plan that the page read before; of a run that other processes started, the plan that the run met. */
async function planBefore(
  ctx: Context,
  databaseId: string,
  before: { run: string; fingerprint: string | null } | null,
): Promise<Plan | null> {
  if (before === null) return null;
  const { run, fingerprint } = before;
  return (
    (fingerprint === null ? null : shelvedPlan(ctx.actor, databaseId, fingerprint)) ??
    keptPlan((await storedRun(databaseId, run)).plan)
  );
}

async function planPageFor(ctx: Context, id: unknown, input: unknown): Promise<PlanPage> {
  const { before, ...asked } = parse(planPageInputSchema, input);
  const made = await byPreferred(ctx, id, asked, await makePlan(ctx, id, asked));
  const { plan } = made.planned;
  const old = await planBefore(ctx, made.databaseId, before);
  return {
    ...besides(made),
    strategies: made.strategies.map(strategyBrief),
    plan: planBrief(runsPlans(ctx) ? plan : redactPlan(plan)),
    difference: old === null ? null : differenceBrief(old, plan),
  };
}

/**
 * Does what `askPlan` does and returns the plan as a page holds it: its first lines, by the strategy that is recommended
 * where none is chosen and the target's own is not sound. The rest is read with `readPlanPart`. @throws as `askPlan`
 */
export const askPlanPage = readOnlyVerb("member", planPageFor);
