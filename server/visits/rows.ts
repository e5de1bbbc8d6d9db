import "server-only";
import { desc, eq } from "drizzle-orm";
import type { DatabaseRow, VisitBrief } from "@/lib/databases/visit";
import { requireRole, type Context } from "../context";
import { listProfiles } from "../profiles/list";
import { db } from "../store/db";
import { profiles, visits } from "../store/schema";

/** Returns every database with the brief of its latest visit: two queries, whatever the number of databases. */
export async function databaseRows(ctx: Context): Promise<DatabaseRow[]> {
  requireRole(ctx, "member");
  const latest = await db()
    .selectDistinctOn([visits.profileId], {
      profileId: visits.profileId,
      id: visits.id,
      takenAt: visits.takenAt,
      verdict: visits.verdict,
      brief: visits.brief,
      budget: visits.budget,
    })
    .from(visits)
    .innerJoin(profiles, eq(profiles.id, visits.profileId))
    .orderBy(visits.profileId, desc(visits.takenAt));
  const byProfile = new Map(
    latest.map(({ profileId, takenAt, ...visit }): [string, VisitBrief] => [
      profileId,
      { ...visit, takenAt: takenAt.toISOString() },
    ]),
  );
  return (await listProfiles(ctx)).map((profile) => ({ profile, latest: byProfile.get(profile.id) ?? null }));
}
