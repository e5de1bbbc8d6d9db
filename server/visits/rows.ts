import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { checks } from "@/lib/checks";
import { briefOf, briefWithout } from "@/lib/report/brief";
import { ignoredInWords } from "@/lib/report/ignored";
import { withHeadroom } from "@/lib/budget/headroom";
import type { DatabaseRow } from "@/lib/databases/visit";
import type { Database } from "@/lib/databases/database";
import { askedOf } from "@/lib/trial/basis";
import { ignoredByDatabase } from "../ignored/list";
import { listDatabases } from "../databases/list";
import { readDatabase } from "../databases/read";
import { db } from "../store/db";
import { databases, visits } from "../store/schema";
import { visibleDatabases } from "../visible";
import { readOnlyVerb } from "../audit/verb";
import { failedTrials, type FailedTrial } from "./failed-trials";

/** Adds to a row what its last trial found, where that stands and failed, and no check tells of a failure (lib/trial/last.ts). */
function withFailures(
  latest: DatabaseRow["latest"],
  database: Database,
  trial: FailedTrial | undefined,
): DatabaseRow["latest"] {
  if (latest === null || trial === undefined || trial.asked !== askedOf(database)) return latest;
  if (latest.verdict === "not ready") return latest;
  const { counts, next } = briefOf(trial.failures);
  return {
    ...latest,
    verdict: "not ready",
    brief: { counts: { ...latest.brief.counts, fail: counts.fail ?? 0 }, next },
  };
}

/**
 * Returns every database with the brief of its latest visit, or the one that is named: a constant number of queries, whatever the number
 * of databases. @throws NotFound for one that is not there, or outside of the actor's groups
 */
export const databaseRows = readOnlyVerb("member", async (ctx, only?: string): Promise<DatabaseRow[]> => {
  const shown = only === undefined ? await listDatabases(ctx) : [await readDatabase(ctx, only)];
  const ignored = await ignoredByDatabase(ctx);
  const latest = await db()
    .selectDistinctOn([visits.databaseId], {
      databaseId: visits.databaseId,
      id: visits.id,
      takenAt: visits.takenAt,
      verdict: visits.verdict,
      brief: visits.brief,
      statuses: visits.statuses,
      budget: visits.budget,
    })
    .from(visits)
    .innerJoin(databases, eq(databases.id, visits.databaseId))
    .where(and(visibleDatabases(ctx), only === undefined ? undefined : eq(visits.databaseId, only)))
    .orderBy(visits.databaseId, desc(visits.takenAt));
  const byDatabase = new Map(
    latest.map(({ databaseId, takenAt, statuses, ...visit }): [string, DatabaseRow["latest"]] => {
      const shown = briefWithout(visit.brief, statuses, ignored.get(databaseId) ?? [], checks);
      return [
        databaseId,
        {
          ...visit,
          takenAt: takenAt.toISOString(),
          budget: visit.budget && withHeadroom(visit.budget),
          brief: shown.brief,
          ignored: ignoredInWords(shown.ignored),
        },
      ];
    }),
  );
  const failed = await failedTrials();
  return shown.map((database) => ({
    database,
    latest: withFailures(byDatabase.get(database.id) ?? null, database, failed.get(database.id)),
  }));
});
