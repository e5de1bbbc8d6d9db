import "server-only";
import { desc, eq } from "drizzle-orm";
import { checks } from "@/lib/checks";
import { briefWithout } from "@/lib/report/brief";
import { ignoredInWords } from "@/lib/report/ignored";
import type { DatabaseRow } from "@/lib/databases/visit";
import { ignoredByDatabase } from "../ignored/list";
import { listProfiles } from "../databases/list";
import { db } from "../store/db";
import { profiles, visits } from "../store/schema";
import { readOnlyVerb } from "../audit/verb";

/** Returns every database with the brief of its latest visit: three queries, whatever the number of databases. */
export const databaseRows = readOnlyVerb("member", async (ctx): Promise<DatabaseRow[]> => {
  const ignored = await ignoredByDatabase(ctx);
  const latest = await db()
    .selectDistinctOn([visits.profileId], {
      profileId: visits.profileId,
      id: visits.id,
      takenAt: visits.takenAt,
      verdict: visits.verdict,
      brief: visits.brief,
      statuses: visits.statuses,
      budget: visits.budget,
    })
    .from(visits)
    .innerJoin(profiles, eq(profiles.id, visits.profileId))
    .orderBy(visits.profileId, desc(visits.takenAt));
  const byProfile = new Map(
    latest.map(({ profileId, takenAt, statuses, ...visit }): [string, DatabaseRow["latest"]] => {
      const shown = briefWithout(visit.brief, statuses, ignored.get(profileId) ?? [], checks);
      return [
        profileId,
        {
          ...visit,
          takenAt: takenAt.toISOString(),
          brief: shown.brief,
          ignored: ignoredInWords(shown.ignored),
        },
      ];
    }),
  );
  return (await listProfiles(ctx)).map((profile) => ({ profile, latest: byProfile.get(profile.id) ?? null }));
});
