import "server-only";
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import {
  runFilterSchema,
  runLineSchema,
  statesOf,
  type RunFilter,
  type RunPage,
} from "@/lib/repair/run/line";
import { parse, type Context } from "../../context";
import { readDatabase } from "../../databases/read";
import { db } from "../../store/db";
import { runs } from "../../store/schema";
import { readOnlyVerb } from "../../audit/verb";

const PAGE = 50;
const MOST = 200;

const askedSchema = runFilterSchema.extend({
  /** The id of the run that the page before ended with. */
  before: z.uuid().nullable().default(null),
  limit: z.number().int().min(1).max(MOST).default(PAGE),
});

/** The run that undid a run; a dry one undid nothing. */
const undoneBy = sql<string | null>`(
  SELECT undoer.id FROM runs AS undoer
  WHERE undoer.undoes = runs.id AND NOT undoer.dry AND undoer.state IN ('applied', 'unfinished')
  LIMIT 1)`;

/** As readRun has it, but for who undid it; the steps of a long plan are looked at only where it depends on them. */
const canBeUndone = sql<boolean>`CASE
  WHEN ${runs.dry} OR ${runs.state} NOT IN ('applied', 'unfinished') THEN false
  WHEN ${runs.plan} #>> '{for,kind}' = 'undo' THEN false
  ELSE jsonb_path_exists(${runs.plan}, '$.steps[*].undo[*] ? (@ != null)') END`;

const columns = {
  id: runs.id,
  state: runs.state,
  dry: runs.dry,
  for: sql<unknown>`${runs.plan} -> 'for'`,
  strategy: sql<unknown>`${runs.plan} #>> '{choices,strategy}'`,
  by: runs.userName,
  from: runs.fromAddress,
  startedAt: runs.startedAt,
  finishedAt: runs.finishedAt,
  lockMs: runs.lockMs,
  says: runs.says,
  undoes: runs.undoes,
  undoneBy,
  canBeUndone,
};

function wantedIn({ state, kind }: RunFilter): SQL | undefined {
  return and(
    state === null ? undefined : inArray(runs.state, [...statesOf(state)]),
    kind === null ? undefined : sql`${runs.plan} #>> '{for,kind}' = ${kind}`,
  );
}

/** By time and id, because two runs can begin in the same microsecond. A run of another database has none before it. */
const olderThan = (before: string, databaseId: string): SQL =>
  sql`(${runs.startedAt}, ${runs.id}) < (
    SELECT r.started_at, r.id FROM runs AS r WHERE r.id = ${before} AND r.profile_id = ${databaseId})`;

async function runsOf(
  ctx: Context,
  databaseId: unknown,
  asked: Partial<z.input<typeof askedSchema>> = {},
): Promise<RunPage> {
  const { before, limit, ...filter } = parse(askedSchema, asked);
  const database = await readDatabase(ctx, databaseId);
  const rows = await db()
    .select(columns)
    .from(runs)
    .where(
      and(
        eq(runs.databaseId, database.id),
        wantedIn(filter),
        before === null ? undefined : olderThan(before, database.id),
      ),
    )
    .orderBy(sql`${runs.startedAt} DESC NULLS LAST`, sql`${runs.id} DESC`)
    .limit(limit + 1);
  const lines = rows.slice(0, limit).map((row) =>
    runLineSchema.parse({
      ...row,
      startedAt: row.startedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      undoable: row.undoneBy === null && row.canBeUndone,
    }),
  );
  return { lines, older: rows.length > limit ? (lines.at(-1)?.id ?? null) : null };
}

/**
 * Returns runs of a database, the newest first, 50 a page or `limit` (200 at most), without their plans. @throws NotFound, BadInput for what is no
 * id, state or kind
 */
export const listRuns = readOnlyVerb("member", runsOf);
