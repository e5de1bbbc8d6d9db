import "server-only";
import { inArray, max } from "drizzle-orm";
import { db } from "../store/db";
import { visits } from "../store/schema";

/** Returns when the latest check run of each of these databases was, ms since 1970. */
export async function readCheckTimes(ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .select({ id: visits.databaseId, at: max(visits.takenAt) })
    .from(visits)
    .where(inArray(visits.databaseId, [...ids]))
    .groupBy(visits.databaseId);
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at.getTime()] as const])));
}
