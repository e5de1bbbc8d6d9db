import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../store/db";

/**
 * Thins out a database's visits: all of the last 48 hours stay, then one an hour for 14 days, then one a day for a
 * year, and nothing that is older. The latest stays always, and within the year each whose verdict or any check's
 * status differs from the one before: that is where things changed.
 */
export async function thinOut(databaseId: string): Promise<void> {
  await db().execute(sql`
    DELETE FROM visits
    USING (
      SELECT
        id,
        now() - taken_at AS age,
        lead(id) OVER by_time IS NULL AS latest,
        lag(id) OVER by_time IS NOT NULL AND (verdict, statuses) IS DISTINCT FROM
          (lag(verdict) OVER by_time, lag(statuses) OVER by_time) AS changed,
        row_number() OVER (PARTITION BY date_trunc('hour', taken_at) ORDER BY taken_at DESC) = 1 AS of_hour,
        row_number() OVER (PARTITION BY date_trunc('day', taken_at) ORDER BY taken_at DESC) = 1 AS of_day
      FROM visits
      WHERE profile_id = ${databaseId}
      WINDOW by_time AS (ORDER BY taken_at, id)
    ) AS seen
    WHERE visits.id = seen.id
      AND NOT seen.latest
      AND CASE
        WHEN seen.age < interval '48 hours' THEN false
        WHEN seen.age < interval '14 days' THEN NOT (seen.changed OR seen.of_hour)
        WHEN seen.age < interval '1 year' THEN NOT (seen.changed OR seen.of_day)
        ELSE true
      END`);
}
