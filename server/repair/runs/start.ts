import "server-only";
import type { z } from "zod";
import { notAccepted, unaccepted } from "@/lib/repair/plan/acceptance";
import { runInputSchema } from "@/lib/repair/run/input";
import type { FinalState } from "@/lib/repair/run/machine";
import { BEGINNING, type RunEnd } from "@/lib/repair/run/schema";
import { failureText } from "@/lib/failure/failure";
import { parse, requireRole, type Context } from "../../context";
import { Conflict } from "../../errors";
import { readDatabase } from "../../databases/read";
import type { Login } from "../../watched/login";
import { planBy } from "../engine/plan";
import type { Recipe } from "../engine/recipe";
import { runPlan } from "../engine/run";
import { sentences } from "../engine/sentences";
import { onRunCommitted } from "./on-committed";
import { executeRun } from "./execute";
import { closeApplied } from "./open-proposals";
import { shelvedPlan } from "./plan-shelf";
import { requireSecondPerson } from "./second-person";
import { beginRun, noteXid } from "./record";
import { loginFor, recipeFor } from "./recipe-for";
import { localRuns } from "../../local-runs";
import { db } from "../../store/db";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";

const CHANGED: ReadonlySet<FinalState> = new Set(["applied", "unfinished"]);

/** End of a run whose plan is another one before it begins: no session is opened for it. */
const OTHER_PLAN: RunEnd = {
  state: "changed",
  compared: [],
  lockMs: null,
  says: sentences.changed,
  sqlstate: null,
};

type Asked = z.infer<typeof runInputSchema>;

/**
 * Returns the plan that the person read, which the run's own first read has to give again, without a visit. Where another process
 * has it, or it went, the plan of a new visit, which is as read where its fingerprint is the same.
 */
async function planOfRun(ctx: Context, databaseId: string, asked: Asked, login: Login, recipe: Recipe) {
  const shelved = shelvedPlan(ctx.actor, databaseId, asked.fingerprint);
  if (shelved !== null) return { plan: shelved, asRead: true };
  const planned = await planBy(login, recipe);
  if ("connection" in planned) {
    const { what, why, next } = failureText(planned.connection);
    throw new Conflict([`Nothing ran.`, what, why, next].filter(Boolean).join(" "));
  }
  return { plan: planned.plan, asRead: planned.fingerprint === asked.fingerprint };
}

async function start(ctx: Context, audit: AuditLine, id: unknown, input: unknown, newId?: string) {
  const asked = parse(runInputSchema, input);
  // A member's dry run is of the stored role, and accepts no foreign code.
  if (!asked.dry || asked.as !== null || asked.accepted.length > 0) requireRole(ctx, "admin");
  const database = await readDatabase(ctx, id);
  if (database.archivedAt !== null) throw new Conflict("This database is archived. Restore it to repair it.");
  if (!asked.dry && database.target.environment === "production" && asked.confirm !== database.name)
    throw new Conflict(`This changes a database in production. Type its name, ${database.name}, to go on.`, {
      confirm: `Type ${database.name}.`,
    });
  const recipe = await recipeFor(database, asked);
  const login = await loginFor(database, asked.as);
  const { plan, asRead } = await planOfRun(ctx, database.id, asked, login, recipe);
  const open = unaccepted(plan, asked.accepted);
  if (asRead && open.length > 0)
    throw new Conflict(`Nothing ran. ${notAccepted(open)}`, { accepted: "Accept it first." });
  if (!asked.dry) await requireSecondPerson(ctx.actor, database.id, plan);
  const undoes = asked.for.kind === "undo" ? asked.for.run : null;
  const { replica } = localRuns();
  const runId = await beginRun(ctx, {
    id: newId,
    database,
    plan,
    fingerprint: asked.fingerprint,
    dry: asked.dry,
    undoes,
    target: recipe.target,
    strategyBefore: database.target.strategy,
    replica,
  });
  executeRun(
    runId,
    BEGINNING,
    ({ tell, signal, giveUp }) =>
      asRead
        ? runPlan({
            login,
            recipe,
            // The plan that is kept, and undone, is the one that was read and the one that runs.
            fingerprint: asked.fingerprint,
            dry: asked.dry,
            accepted: asked.accepted,
            signal,
            giveUp,
            onProgress: tell,
            beforeCommit: (xid, compared) => noteXid(runId, replica, xid, compared),
          })
        : Promise.resolve(OTHER_PLAN),
    async (end) => {
      if (asked.dry || !CHANGED.has(end.state)) return;
      await closeApplied(db(), database.id, plan);
      await onRunCommitted(ctx, database, plan);
    },
  );
  return audit.writtenBy("endRun", { runId });
}

/**
 * Starts a run of the plan that was read and returns its id. The run goes on when no client follows it. In production a run
 * that is to change something takes the database's name as the answer to a second question; under the two-person rule it takes a
 * proposal of another person. A member starts dry runs alone. The run gets the id that is given, which no run has yet, or a new one.
 * @throws NotAllowed for a member who applies, runs as another role or accepts a warning, NotFound, BadInput, Conflict where another run is under way, the name was not typed
 * (its field is `confirm`), a warning was not accepted (`accepted`), or there is no session with the database
 */
export const startRun = auditedVerb("member", start);
