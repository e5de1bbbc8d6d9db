import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { planBrief } from "@/lib/repair/plan/brief";
import type { RunState } from "@/lib/repair/run/machine";
import type { Run, RunShown } from "@/lib/repair/run/schema";
import { parseId, type Context } from "../../context";
import { NotFound } from "../../errors";
import { readDatabase } from "../../databases/read";
import { db } from "../../store/db";
import { runs } from "../../store/schema";
import type { RunRow } from "./record";
import { localRuns } from "../../local-runs";
import { keptPlan } from "../engine/recipe";
import { readOnlyVerb } from "../../audit/verb";

/** Returns the run that undid another, null where none did. */
async function undoerOf(id: string): Promise<string | null> {
  const [undoer] = await db()
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.undoes, id), eq(runs.dry, false), sql`${runs.state} IN ('applied', 'unfinished')`))
    .limit(1);
  return undoer?.id ?? null;
}

const canBeUndone = (state: RunState, { dry, plan }: RunRow): boolean =>
  !dry &&
  (state === "applied" || state === "unfinished") &&
  plan.for.kind !== "undo" &&
  plan.steps.some(({ undo }) => undo.some((statement) => statement !== null));

/** Returns a stored run of a database. @throws NotFound */
export async function storedRun(databaseId: string, runId: unknown): Promise<RunRow> {
  const id = parseId(runId, "This run is not here. It may belong to another database.");
  const [row] = await db()
    .select()
    .from(runs)
    .where(and(eq(runs.id, id), eq(runs.databaseId, databaseId)));
  if (row === undefined) throw new NotFound("This run is not here. It may belong to another database.");
  return row;
}

async function runNow(ctx: Context, id: unknown, runId: unknown): Promise<Run> {
  const database = await readDatabase(ctx, id);
  const row = await storedRun(database.id, runId);
  const undoneBy = await undoerOf(row.id);
  // A run that is in hand here is ahead of what the store knows of it.
  const held = row.finishedAt === null ? localRuns().runs.get(row.id) : undefined;
  const progress = held?.progress ?? row.progress;
  const { lockMs, compared, says, sqlstate } = held?.end ?? row;
  const state = row.finishedAt === null ? (held?.end?.state ?? progress.state) : row.state;
  return {
    ...progress,
    state,
    id: row.id,
    databaseId: row.databaseId,
    profileName: row.profileName,
    plan: row.plan,
    fingerprint: row.fingerprint,
    dry: row.dry,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    by: row.userName,
    from: row.fromAddress,
    lockMs,
    compared,
    says,
    sqlstate,
    undoes: row.undoes,
    undoneBy,
    undoable: undoneBy === null && canBeUndone(state, row),
  };
}

/** Returns a run as pages see it, as it stands now. @throws NotFound */
export const readRun = readOnlyVerb("member", runNow);

/** Returns whether a database has a run with this id. @throws NotFound for the database */
export const hasRun = readOnlyVerb("member", async (ctx, id: unknown, runId: string): Promise<boolean> => {
  const database = await readDatabase(ctx, id);
  return (await db().$count(runs, and(eq(runs.id, runId), eq(runs.databaseId, database.id)))) > 0;
});

/** Returns a run with its plan as a page holds it; the rest of the plan is read with `readRunPart`. @throws NotFound */
export const readRunPage = readOnlyVerb(
  "member",
  async (ctx, id: unknown, runId: unknown): Promise<RunShown> => {
    const run = await runNow(ctx, id, runId);
    return { ...run, plan: planBrief(keptPlan(run.plan)) };
  },
);
