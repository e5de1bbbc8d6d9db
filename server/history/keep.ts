import "server-only";
import { sql } from "drizzle-orm";
import type { Point } from "@/lib/history/schema";
import { db } from "../store/db";

/** A sample to be kept: when it was received, by Headroom's clock, and the pace at which it was taken, ms. */
export type KeptPoint = { databaseId: string; at: Date | string; everyMs: number; point: Point };

/**
 * Keeps samples of any databases in one statement. One that is kept already stays as it is; those of a database that was
 * deleted meanwhile are left out.
 */
export async function keepPoints(points: readonly KeptPoint[]): Promise<void> {
  if (points.length === 0) return;
  const rows = points.map(({ databaseId, at, everyMs, point }) => ({
    profile_id: databaseId,
    at: new Date(at).toISOString(),
    every_ms: Math.round(everyMs),
    point,
  }));
  await db().execute(sql`
    INSERT INTO samples (profile_id, at, every_ms, point)
    SELECT profiles.id, kept.at, kept.every_ms, kept.point
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS kept (profile_id uuid, at timestamptz, every_ms integer, point jsonb)
    JOIN profiles ON profiles.id = kept.profile_id
    FOR KEY SHARE OF profiles
    ON CONFLICT DO NOTHING`);
}
