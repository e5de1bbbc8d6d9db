import "server-only";
import type { Database } from "@/lib/databases/database";
import { isElsewhere } from "@/lib/repair/plan/place";
import { runAsSchema } from "@/lib/repair/run/input";
import { next } from "@/lib/repair/run/machine";
import { parse, type Context } from "../../context";
import { Conflict } from "../../errors";
import { ignore } from "../../http/log";
import { readDatabase } from "../../databases/read";
import { finish } from "../engine/finish";
import { keptPlan, planFrom, type Recipe } from "../engine/recipe";
import { survey } from "../../watched/survey";
import type { Login } from "../../watched/login";
import { onRunCommitted } from "./on-committed";
import { executeRun } from "./execute";
import { storedRun } from "./read";
import { claimAbandoned, releaseClaim, reopenRun, type RunRow } from "./record";
import type { RunEnd } from "@/lib/repair/run/schema";
import { loginFor } from "./recipe-for";
import { localRuns } from "../../local-runs";
import { settleOne } from "./settle";
import type { AuditLine, LineEntry } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { db } from "../../store/db";

const UNANSWERED = "The database did not answer, so its outcome is still to be asked for. Try again.";

const ranOn = ({ plan: { place } }: RunRow): string =>
  place === undefined ? "another server" : `another server, ${place.database} at ${place.host}:${place.port}`;

/** Its address was changed since: its outcome is known only where it ran. */
const ELSEWHERE = (row: RunRow): string =>
  `This run was on ${ranOn(row)}, and this database's address leads elsewhere now. Change the address back until the run has ended; add the other server as a database of its own.`;

/** Does what is left of a run after its commit. What is done already is not done twice. */
async function finishRest(row: RunRow, login: Login, tell: () => void): Promise<RunEnd> {
  const recipe: Recipe = { target: row.target, known: {}, make: () => keptPlan(row.plan) };
  const seen = await survey(login, row.target);
  const common = { lockMs: row.lockMs, compared: row.compared };
  if (seen.rights === null)
    return {
      ...common,
      state: "unfinished",
      says: `There was no session with the database: ${seen.snapshot.connection.failure?.said ?? "it was refused"}. What is left can be tried again.`,
      sqlstate: seen.snapshot.connection.failure?.sqlstate ?? null,
    };
  const planned = { ...planFrom(seen, recipe), fingerprint: row.fingerprint };
  if (isElsewhere(row.plan.place, seen.place))
    return { ...common, state: "unfinished", says: ELSEWHERE(row), sqlstate: null };
  const { event, says, sqlstate, compared } = await finish(login, planned, recipe, {
    compared: row.compared,
    onStep: tell,
  });
  const before = new Map(row.compared.map((one) => [one.check, one.before]));
  return {
    ...common,
    state: next("finishing", event) === "applied" ? "applied" : "unfinished",
    says,
    sqlstate,
    compared: compared.map((one) => ({ ...one, before: before.get(one.check) ?? one.before })),
  };
}

function begin(ctx: Context, database: Database, row: RunRow, login: Login): void {
  let progress = { ...row.progress, state: "finishing" as const };
  executeRun(
    row.id,
    progress,
    ({ tell }) =>
      finishRest(row, login, () => {
        progress = { ...progress, stepsDone: progress.stepsDone + 1 };
        tell(progress);
      }),
    (end) => (end.state === "applied" ? onRunCommitted(ctx, database, row.plan) : Promise.resolve()),
  );
}

async function takeUp(ctx: Context, audit: AuditLine, id: unknown, runId: unknown, as: unknown = null) {
  const database = await readDatabase(ctx, id);
  const row = await storedRun(database.id, runId);
  const login = await loginFor(database, as === null || as === undefined ? null : parse(runAsSchema, as));
  const entry: LineEntry = { action: "take up a run", database, detail: { run: row.id, as: login.user } };
  if (row.finishedAt === null) {
    if (localRuns().runs.has(row.id)) throw new Conflict("This run is under way. Wait until it has ended.");
    const { replica } = localRuns();
    const claimed = await claimAbandoned(row.id, replica);
    if (claimed === null)
      throw new Conflict(
        "Another server of this Headroom has this run in hand. Wait some seconds, then try again.",
      );
    const settled = await settleOne(claimed, login).catch((error: unknown) => {
      ignore(error, "the refusal says that the outcome of the run is not known yet");
      return "unanswered" as const;
    });
    if (settled === "settled") return audit.writeAlone(entry, undefined);
    await releaseClaim(row.id, replica);
    throw new Conflict(settled === "elsewhere" ? ELSEWHERE(row) : UNANSWERED);
  }
  if (row.state !== "unfinished") throw new Conflict("Nothing of this run is left to be done.");
  const reopened = await db().transaction(async (tx) => {
    if (!(await reopenRun(row.id, localRuns().replica, tx)))
      throw new Conflict("Another run is under way on this database. Wait until it has ended.");
    return audit.write(tx, entry, undefined);
  });
  begin(ctx, database, row, login);
  return reopened;
}

/**
 * Takes a run up again: does the steps that are left after its commit, or, where it is unknown yet whether it committed,
 * asks the database with these credentials. @throws NotAllowed for a member, NotFound, BadInput, Conflict
 */
export const takeUpRun = auditedVerb("admin", takeUp);
