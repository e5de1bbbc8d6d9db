import "server-only";
import { sqlOf } from "@/lib/repair/changes/operations";
import { DatabaseError } from "pg";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { judgeAll } from "@/lib/checks/judge";
import type { Plan, Step } from "@/lib/repair/plan/schema";
import { takesAway } from "@/lib/repair/request";
import { isLockNotFree } from "../../watched/failure";
import type { RunTransaction } from "../../watched/guarded-client";
import type { Survey } from "../../watched/survey";
import { brokenPromises, compare, notAsPlanned, regressions } from "./compare";
import type { Planned, Recipe } from "./recipe";
import type { Compared } from "@/lib/repair/run/schema";
import { sentences } from "./sentences";
import { lockTables, TABLES_BEFORE, tablesLocked, waitForAutovacuum } from "../../watched/sql/table-locks";
import { LOCKED_LIMITS } from "./sql/transaction";

/** Returns whether a message ended because a lock was not free. */
export const isNotFree = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && isLockNotFree(error);

/** Warnings by which GRANT and REVOKE say that they did nothing (01007, 01006). */
const DID_NOTHING = new Set(["01007", "01006"]);

/** How many statements go to the server in one message: round trips are paid with locks held. */
const IN_ONE_MESSAGE = 500;

/** Gathers what Postgres only warns of while a run's statements go. */
export class Warnings {
  readonly said: string[] = [];
  /** Ends the gathering. */
  readonly end: () => void;

  constructor(transaction: RunTransaction) {
    this.end = transaction.onNotice(({ code, message }) => {
      if (code !== undefined && DID_NOTHING.has(code))
        this.said.push(message ?? "a privilege was not granted");
    });
  }
}

/** Identity of every table before anything was read, by its oid. */
export type Marks = Readonly<Record<string, string>>;

/** Opens a run's transaction and returns the mark of every table. */
export async function begin(transaction: RunTransaction): Promise<Marks> {
  const [rows] = await transaction.rows([TABLES_BEFORE]);
  return rows?.[0]?.marks ?? {};
}

/** Returns whether every table that a plan locks is still what it was. */
export async function areAsBefore(
  transaction: RunTransaction,
  { locks }: Plan,
  marks: Marks,
): Promise<boolean> {
  const [rows = []] = await transaction.rows([tablesLocked(locks)]);
  return (
    rows.length === locks.length &&
    rows.every(({ oid, mark }: { oid: string; mark: string }) => marks[oid] === mark)
  );
}

/** Whether a step writes to rows of tables in pg_class: their mark has to be compared before the first that does. */
export const touchesTables = ({ lock, changes }: Step): boolean =>
  lock !== null ||
  changes.some(
    (change) => change.kind === "privileges" && (change.on.type === "table" || change.on.type === "sequence"),
  );

/**
 * Takes the locks of a plan, or fails at once with an error that `isNotFree` knows. Autovacuums of `waitFor` are waited out before
 * that, with a request that no application is queued behind.
 */
export async function takeLocks(
  transaction: RunTransaction,
  { locks }: Plan,
  waitFor: Plan["locks"],
): Promise<void> {
  const statements = [...waitForAutovacuum(waitFor), ...lockTables(locks)];
  if (statements.length > 0) await transaction.rows([...statements, LOCKED_LIMITS]);
}

/**
 * Runs the statements of a step, in as few messages as may be. `onRefused` hears the place of the statement that the server
 * refused. @throws DatabaseError
 */
export async function runStep(
  transaction: RunTransaction,
  { changes }: Step,
  versionNum: number,
  onRefused: (place: number) => void = () => {},
): Promise<void> {
  const statements = changes.map((change) => sqlOf(change, versionNum));
  for (let i = 0; i < statements.length; i += IN_ONE_MESSAGE)
    try {
      await transaction.rows(statements.slice(i, i + IN_ONE_MESSAGE));
    } catch (error) {
      if (transaction.refusedAt !== null) onRefused(i + transaction.refusedAt);
      throw error;
    }
}

export type Judged = {
  findings: Finding[];
  compared: Compared[];
  broken: Compared[];
  worse: Compared[];
  strange: string[];
};

/** Judges a survey that was read after the steps: what was promised, what got worse, and for an undo what should stand. */
export function judgeAfter(before: Planned, after: Survey, recipe: Recipe, when: "commit" | "after"): Judged {
  const findings = judgeAll(checks, after.snapshot, recipe.target, recipe.known);
  const compared = compare(before.findings, findings, before.plan);
  const phases = when === "commit" ? ["change"] : ["change", "after"];
  return {
    findings,
    compared,
    broken: brokenPromises(compared, before.plan, when),
    worse: regressions(compared, before.plan),
    strange: takesAway(before.plan.for) ? notAsPlanned(before.plan, after, phases) : [],
  };
}

/** Returns why a run rolls back by what its checks say after the steps; null where it may go on. */
export function refusalOf({ broken, worse, strange }: Judged): string | null {
  if (broken.length > 0) return sentences.unpromised(broken);
  if (worse.length > 0) return sentences.worse(worse);
  return strange.length > 0 ? sentences.strange(strange) : null;
}
