import "server-only";
import { sql } from "drizzle-orm";
import { USUAL_RETENTION, type Retention } from "@/lib/settings/retention";
import { withPatience } from "../store/db";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long samples and minutes are kept, ms: as long as a chart draws from them. */
const KEPT_MS = { samples: 60 * MINUTE, minutes: 7 * DAY } as const;

const before = (now: Date, age: number): string =>
  new Date(Math.floor((now.getTime() - age) / MINUTE) * MINUTE).toISOString();

/**
 * Deletes what is older than it is kept: samples an hour, minutes a week, hours and marks by the setting. Whole minutes go at
 * once, and what no roll-up has taken in yet stays, so that a minute or an hour is never made of a part of it.
 */
export async function prune(
  now: Date = new Date(),
  { historyDays }: Pick<Retention, "historyDays"> = USUAL_RETENTION,
): Promise<void> {
  const oldest = before(now, historyDays * DAY);
  await withPatience(async (db) => {
    await db.execute(sql`
    DELETE FROM samples
    USING (
      SELECT id, (SELECT max(at) FROM sample_minutes WHERE profile_id = profiles.id) AS latest FROM profiles
    ) AS made
    WHERE made.id = samples.profile_id AND samples.at < made.latest + interval '1 minute'
      AND samples.at < ${before(now, KEPT_MS.samples)}::timestamptz`);
    await db.execute(sql`
    DELETE FROM sample_minutes
    USING (
      SELECT id, (SELECT max(at) FROM sample_hours WHERE profile_id = profiles.id) AS latest FROM profiles
    ) AS made
    WHERE made.id = sample_minutes.profile_id AND sample_minutes.at < made.latest + interval '1 hour'
      AND sample_minutes.at < ${before(now, KEPT_MS.minutes)}::timestamptz`);
    // By way of the databases: the indexes begin with the database, and the tables are large.
    await db.execute(sql`
    DELETE FROM sample_hours USING profiles
    WHERE profiles.id = sample_hours.profile_id AND at < ${oldest}::timestamptz`);
    await db.execute(sql`
    DELETE FROM marks USING profiles
    WHERE profiles.id = marks.profile_id AND at < ${oldest}::timestamptz`);
  });
}
