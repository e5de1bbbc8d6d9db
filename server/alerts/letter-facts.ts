import "server-only";
import { and, desc, gte, isNotNull, isNull, lte } from "drizzle-orm";
import type { LetterDatabase } from "@/lib/alerts/letter";
import { headroomOf } from "@/lib/budget/headroom";
import { checkOf } from "@/lib/checks";
import { dayAfter, dayOf } from "@/lib/report/ignored";
import { publicUrl } from "../http/origin";
import { db } from "../store/db";
import { databases, ignoredFindings, visits } from "../store/schema";

const WEEK = 7 * 86_400_000;
/** An ignore that runs out before the next letter, and the day after it. */
const RUNS_OUT_DAYS = 8;

const titleOf = (id: string): string => checkOf(id)?.title ?? id;

/** Returns the last check run of each database at a time. */
async function statesAt(at: Date): Promise<Map<string, LetterDatabase["now"]>> {
  const rows = await db()
    .selectDistinctOn([visits.databaseId], {
      databaseId: visits.databaseId,
      verdict: visits.verdict,
      statuses: visits.statuses,
      budget: visits.budget,
    })
    .from(visits)
    .where(lte(visits.takenAt, at))
    .orderBy(visits.databaseId, desc(visits.takenAt));
  return new Map(
    rows.map(({ databaseId, verdict, statuses, budget }) => {
      const failing = Object.entries(statuses)
        .filter(([, status]) => status === "fail")
        .map(([id]) => titleOf(id));
      return [databaseId, { verdict, headroom: headroomOf(budget), failing }];
    }),
  );
}

/** Returns the ignores that run out soon, by database. */
async function runningOut(now: Date): Promise<Map<string, { title: string; until: string }[]>> {
  const { databaseId, checkId, until } = ignoredFindings;
  const rows = await db()
    .select({ databaseId, checkId, until })
    .from(ignoredFindings)
    .where(and(isNotNull(until), gte(until, dayOf(now)), lte(until, dayAfter(now, RUNS_OUT_DAYS))));
  const byDatabase = new Map<string, { title: string; until: string }[]>();
  for (const row of rows) {
    if (row.until === null) continue;
    const known = byDatabase.get(row.databaseId) ?? [];
    byDatabase.set(row.databaseId, [...known, { title: titleOf(row.checkId), until: row.until }]);
  }
  return byDatabase;
}

/** Returns what the letter says of each database that is not archived, by name. */
export async function letterFacts(now: Date): Promise<LetterDatabase[]> {
  const [rows, current, before, ignores] = await Promise.all([
    db().select().from(databases).where(isNull(databases.archivedAt)).orderBy(databases.name),
    statesAt(now),
    statesAt(new Date(now.getTime() - WEEK)),
    runningOut(now),
  ]);
  return rows.map(({ id, name, target }) => ({
    name,
    environment: target.environment,
    url: `${publicUrl()}/databases/${id}`,
    now: current.get(id) ?? null,
    before: before.get(id) ?? null,
    runningOut: ignores.get(id) ?? [],
  }));
}
