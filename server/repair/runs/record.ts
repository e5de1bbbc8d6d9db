import "server-only";
import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { DatabaseError } from "pg";
import type { Plan } from "@/lib/repair/plan/schema";
import { redactPlan } from "@/lib/repair/plan/redact";
import { BEGINNING, type Compared, type Progress, type RunEnd } from "@/lib/repair/run/schema";
import type { Target } from "@/lib/target/schema";
import { author } from "../../audit/author";
import { recordAuditAs } from "../../audit/record";
import { requireRole, type Context } from "../../context";
import { Conflict } from "../../errors";
import { db, type Tx } from "../../store/db";
import { SILENCE } from "../../store/run-leases";
import { runs } from "../../store/schema";
import { auditOf } from "./audit-of";

export type RunRow = typeof runs.$inferSelect;

type Begun = {
  /** A new one unless it is given. */
  id?: string | undefined;
  database: { id: string; name: string };
  plan: Plan;
  fingerprint: string;
  dry: boolean;
  undoes: string | null;
  target: Target;
  strategyBefore: Target["strategy"];
  replica: string;
};

const isTaken = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof DatabaseError ? error.cause : error;
  return cause instanceof DatabaseError && cause.code === "23505";
};

async function whoHas(databaseId: string): Promise<string> {
  const [run] = await db()
    .select({ by: runs.userName, at: runs.startedAt })
    .from(runs)
    .where(and(eq(runs.databaseId, databaseId), isNull(runs.finishedAt)));
  return run === undefined
    ? "Another run has just ended. Look again."
    : `A run of ${run.by} has been under way on this database since ${run.at.toISOString().slice(11, 16)} UTC. Wait until it has ended, then look again.`;
}

/**
 * Takes down that a run begins and returns its id; the plan is kept without its verifier. @throws Conflict, with who has
 * it, where another run of this database is under way; NotSignedIn
 */
export async function beginRun(ctx: Context, begun: Begun): Promise<string> {
  requireRole(ctx, begun.dry ? "member" : "admin");
  const { database, plan, ...rest } = begun;
  try {
    const [run] = await db()
      .insert(runs)
      .values({
        ...rest,
        ...(await author(db(), ctx)),
        databaseId: database.id,
        profileName: database.name,
        plan: redactPlan(plan),
        state: "connecting",
        progress: BEGINNING,
        fromAddress: ctx.address ?? null,
      })
      .returning({ id: runs.id });
    if (run === undefined) throw new Error("The store did not return the run.");
    return run.id;
  } catch (error) {
    if (isTaken(error)) throw new Conflict(await whoHas(database.id), {}, { cause: error });
    throw error;
  }
}

/** Keeps where a run stands, for other replicas and for the next start. */
export async function noteProgress(id: string, progress: Progress): Promise<void> {
  await db()
    .update(runs)
    .set({ progress, state: progress.state, heartbeatAt: sql`now()` })
    .where(and(eq(runs.id, id), isNull(runs.finishedAt)));
}

/**
 * Keeps what resolves an unknown outcome. @throws when the store cannot write, or another replica has taken the run for
 * dead and settles it; then no commit may be sent
 */
export async function noteXid(id: string, replica: string, xid: string, compared: Compared[]): Promise<void> {
  const kept = await db()
    .update(runs)
    .set({ xid, compared, state: "committing", heartbeatAt: sql`now()` })
    .where(and(eq(runs.id, id), eq(runs.replica, replica), isNull(runs.finishedAt)))
    .returning({ id: runs.id });
  if (kept.length !== 1) throw new Error("The run is no longer in the store.");
}

/** Writes down how a run ended, and what it did into the audit log, in one transaction. A second end changes nothing. */
export async function endRun(id: string, { state, compared, lockMs, says, sqlstate }: RunEnd): Promise<void> {
  await db().transaction(async (tx) => {
    const [row] = await tx
      .update(runs)
      .set({
        state,
        compared,
        lockMs,
        says,
        sqlstate,
        progress: sql`jsonb_set(${runs.progress}, '{state}', to_jsonb(${state}::text))`,
        finishedAt: sql`now()`,
      })
      .where(and(eq(runs.id, id), isNull(runs.finishedAt)))
      .returning();
    if (row !== undefined) await recordAuditAs(tx, auditOf(row));
  });
}

/** Takes an unfinished run up again. Returns false where it is not unfinished any more, or another run is under way. */
export async function reopenRun(id: string, replica: string, tx: Tx = db()): Promise<boolean> {
  try {
    const taken = await tx
      .update(runs)
      .set({ state: "finishing", finishedAt: null, replica, heartbeatAt: sql`now()`, cancelAskedAt: null })
      .where(and(eq(runs.id, id), eq(runs.state, "unfinished")))
      .returning({ id: runs.id });
    return taken.length === 1;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Says that these runs are still in hand, and returns those whose cancel was asked for. */
export async function renewHeartbeats(ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db()
    .update(runs)
    .set({ heartbeatAt: sql`now()` })
    .where(inArray(runs.id, [...ids]))
    .returning({ id: runs.id, asked: runs.cancelAskedAt });
  return rows.flatMap(({ id, asked }) => (asked === null ? [] : [id]));
}

/** Asks the process that executes a run to cancel it. Returns false where the run has ended. */
export async function askCancel(id: string, tx: Tx = db()): Promise<boolean> {
  const asked = await tx
    .update(runs)
    .set({ cancelAskedAt: sql`now()` })
    .where(and(eq(runs.id, id), isNull(runs.finishedAt)))
    .returning({ id: runs.id });
  return asked.length === 1;
}

/** Returns the runs that are under way and that no replica has in hand any more. */
export const abandonedRuns = (): Promise<RunRow[]> =>
  db()
    .select()
    .from(runs)
    .where(and(isNull(runs.finishedAt), lt(runs.heartbeatAt, sql`now() - ${SILENCE}`)));

/** Takes an abandoned run in hand, one replica alone, and returns it as it is then; null where another replica has it. */
export async function claimAbandoned(id: string, replica: string): Promise<RunRow | null> {
  const [claimed] = await db()
    .update(runs)
    .set({ replica, heartbeatAt: sql`now()` })
    .where(and(eq(runs.id, id), isNull(runs.finishedAt), lt(runs.heartbeatAt, sql`now() - ${SILENCE}`)))
    .returning();
  return claimed ?? null;
}

/** Lets go of a run that was claimed and could not be settled, so that any replica may take it in hand at once. */
export async function releaseClaim(id: string, replica: string): Promise<void> {
  await db()
    .update(runs)
    .set({ heartbeatAt: sql`now() - 2 * ${SILENCE}` })
    .where(and(eq(runs.id, id), eq(runs.replica, replica), isNull(runs.finishedAt)));
}
