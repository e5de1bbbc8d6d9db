import "server-only";
import { sql } from "drizzle-orm";
import { headroomOf } from "@/lib/budget/headroom";
import type { TrendPoint } from "@/lib/alerts/reading";
import type { Point } from "@/lib/history/schema";
import { db } from "../store/db";

/** Width of a point of the trend, minutes: 288 points a day. */
const WIDTH_MINUTES = 5;

/** Returns the last 24 h of a database in steps of five minutes, oldest first. */
export async function readTrend(databaseId: string): Promise<TrendPoint[]> {
  const { rows } = await db().execute<{ at: number; peak: Point }>(sql`
    SELECT DISTINCT ON (bucket) (extract(epoch FROM at) * 1000)::float8 AS at, peak
    FROM (
      SELECT at, peak, date_bin(${`${WIDTH_MINUTES} minutes`}::interval, at, 'epoch') AS bucket
      FROM sample_minutes WHERE profile_id = ${databaseId}::uuid AND at >= now() - interval '24 hours'
    ) AS minutes
    ORDER BY bucket, at DESC`);
  return rows.map(({ at, peak }) => ({ at, headroom: headroomOf(peak), walBytes: peak.walRetainedBytes }));
}
