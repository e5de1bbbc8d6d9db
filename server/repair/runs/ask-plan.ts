import "server-only";
import { slotOrphans } from "@/lib/checks/slot/orphans";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { failureText } from "@/lib/failure/failure";
import type { PlanAnswer } from "@/lib/repair/plan/answer";
import { strategiesOf } from "@/lib/repair/plan/strategies";
import { takesAway } from "@/lib/repair/request";
import { redactPlan } from "@/lib/repair/plan/redact";
import { planInputSchema } from "@/lib/repair/run/input";
import { parse, requireRole, type Context } from "../../context";
import { Conflict } from "../../errors";
import { inWatchersPlace } from "../../monitor-link";
import { readDatabase } from "../../databases/read";
import { planBy } from "../engine/plan";
import { guidedOf, type Planned, type Recipe } from "../engine/recipe";
import { loginFor, recipeFor } from "./recipe-for";
import { readOnlyVerb } from "../../audit/verb";
import { takeTurn } from "./plan-turns";

/** Owners of tables and whoever looked: those who could get Electric's tables at a clean-up. */
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

/** Returns what the repair page shows of a plan that was made. */
function answerOf(planned: Planned, recipe: Recipe, admin: boolean): PlanAnswer {
  const { snapshot, rights, findings, plan, fingerprint } = planned;
  const concerned = new Set([...plan.promises, ...plan.leaves].map(({ check }) => check));
  return {
    plan: admin ? plan : redactPlan(plan),
    fingerprint,
    strategies: takesAway(plan.for)
      ? []
      : strategiesOf(snapshot, rights, recipe.target, plan.choices, (target) =>
          judgeAll(checks, snapshot, target, recipe.known),
        ),
    guided: guidedOf(planned, recipe),
    findings: findings
      .filter(({ id, status }) => concerned.has(id) || status === "fail")
      .map(({ id, title, status, found }) => ({ id, title, status, found })),
    owners: ownersOf(planned),
    orphans: orphansOf(planned),
    takenAt: snapshot.takenAt,
  };
}

async function planFor(ctx: Context, id: unknown, input: unknown): Promise<PlanAnswer> {
  const asked = parse(planInputSchema, input);
  const database = await readDatabase(ctx, id);
  if (database.archivedAt !== null) throw new Conflict("This database is archived. Restore it to repair it.");
  // Only an admin runs plans, so only an admin signs in with other credentials than those that are stored.
  if (asked.as !== null) requireRole(ctx, "admin");
  const recipe = await recipeFor(database, asked);
  const login = await loginFor(database, asked.as);
  const turn = takeTurn(JSON.stringify([ctx.actor.kind === "user" ? ctx.actor.id : null, database.id]));
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
  return answerOf(planned, recipe, ctx.actor.kind === "system" || ctx.actor.role === "admin");
}

/**
 * Visits a database, with the stored credentials or those that were given, and returns the plan that fixes what is asked
 * for. Changes nothing. Members get it without the verifier of a password.
 * @throws NotFound, BadInput, Conflict where there is no session with the database or the undo cannot be
 */
export const askPlan = readOnlyVerb("member", planFor);
