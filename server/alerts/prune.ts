import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../store/db";

/** Deletes alerts that were over 90 days ago with their messages, and mutes that ended 30 days ago. */
export async function pruneAlerts(): Promise<void> {
  await db().execute(sql`DELETE FROM alert_episodes WHERE ended_at < now() - interval '90 days'`);
  await db().execute(sql`
    DELETE FROM alert_silences
    WHERE silence #>> '{schedule,kind}' = 'once'
      AND (silence #>> '{schedule,until}')::timestamptz < now() - interval '30 days'`);
}
