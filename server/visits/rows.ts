import "server-only";
import { desc, eq } from "drizzle-orm";
import { checks } from "@/lib/checks";
import { briefWithout } from "@/lib/report/brief";
import { ignoredInWords } from "@/lib/report/ignored";
import type { DatabaseRow } from "@/lib/databases/visit";
import { ignoredByDatabase } from "../ignored/list";
import { listDatabases } from "../databases/list";
import { db } from "../store/db";
import { databases, visits } from "../store/schema";
import { readOnlyVerb } from "../audit/verb";

/** Returns every database with the brief of its latest visit: three queries, whatever the number of databases. */
export const databaseRows = readOnlyVerb("member", async (ctx): Promise<DatabaseRow[]> => {
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
    .orderBy(visits.databaseId, desc(visits.takenAt));
  const byDatabase = new Map(
    latest.map(({ databaseId, takenAt, statuses, ...visit }): [string, DatabaseRow["latest"]] => {
      const shown = briefWithout(visit.brief, statuses, ignored.get(databaseId) ?? [], checks);
      return [
        databaseId,
        {
          ...visit,
          takenAt: takenAt.toISOString(),
          brief: shown.brief,
          ignored: ignoredInWords(shown.ignored),
        },
      ];
    }),
  );
  return (await listDatabases(ctx)).map((database) => ({
    database,
    latest: byDatabase.get(database.id) ?? null,
  }));
});
