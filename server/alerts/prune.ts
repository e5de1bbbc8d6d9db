import "server-only";
import { sql } from "drizzle-orm";
import { readSetting } from "../settings/read";
import { db } from "../store/db";

/** Deletes alerts that are over for longer than the setting keeps them, with their messages, and mutes that ended 30 days ago. */
export async function pruneAlerts(): Promise<void> {
  const { alertDays } = await readSetting("retention");
  await db().execute(sql`
    DELETE FROM alert_episodes WHERE ended_at < now() - make_interval(days => ${alertDays})`);
  await db().execute(sql`
    DELETE FROM alert_silences
    WHERE silence #>> '{schedule,kind}' = 'once'
      AND (silence #>> '{schedule,until}')::timestamptz < now() - interval '30 days'`);
}
