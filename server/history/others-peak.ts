import "server-only";
import { sql } from "drizzle-orm";
import type { History } from "@/lib/history/schema";
import { db } from "../store/db";

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Returns the most connections that the others held over the last seven days and when that was last so (to the minute,
 * where its samples are gone); null where nothing is kept.
 */
export async function othersPeak(databaseId: string, now: Date = new Date()): Promise<History["othersPeak"]> {
  const since = new Date(now.getTime() - WEEK_MS).toISOString();
  const { rows } = await db().execute<{ count: number; at: number }>(sql`
    SELECT count, (extract(epoch FROM at) * 1000)::float8 AS at
    FROM (
      SELECT at, (peak ->> 'othersTotal')::float8 AS count FROM sample_minutes
      WHERE profile_id = ${databaseId} AND at >= ${since}::timestamptz
      UNION ALL
      SELECT at, (point ->> 'othersTotal')::float8 FROM samples
      WHERE profile_id = ${databaseId} AND at >= ${since}::timestamptz
    ) AS held
    ORDER BY count DESC, at DESC
    LIMIT 1`);
  const [most] = rows;
  return most === undefined ? null : { count: most.count, at: new Date(most.at).toISOString() };
}
