import { sql } from "drizzle-orm";
import { db } from "@/server/store/db";
import { PACE_MS } from "./watched";

/** Samples that the store has of a while, those that are missing at the pace, and the longest gap of a database, ms. */
export type SampleFigures = { kept: number; missed: number; longestMs: number };

/** A sample is missed where the next one comes later than this share of the pace. */
const LATE = 1.5;

/** Returns the samples between two times, ms since 1970. */
export async function samplesBetween(from: number, to: number): Promise<SampleFigures> {
  const { rows } = await db().execute<SampleFigures>(sql`
    WITH gaps AS (
      SELECT extract(epoch FROM at - lag(at) OVER (PARTITION BY profile_id ORDER BY at))::float8 * 1000 AS ms
      FROM samples WHERE at BETWEEN ${new Date(from).toISOString()} AND ${new Date(to).toISOString()}
    )
    SELECT count(*)::int AS kept,
           coalesce(sum(round(ms / ${PACE_MS}::float8) - 1) FILTER (WHERE ms > ${PACE_MS * LATE}::float8), 0)::int AS missed,
           coalesce(max(ms), 0)::float8 AS "longestMs"
    FROM gaps`);
  const [figures] = rows;
  if (figures === undefined) throw new Error("The store gave no figures.");
  return figures;
}

/** Returns how many databases were sampled since a time, ms since 1970. */
export async function sampledSince(from: number): Promise<number> {
  const { rows } = await db().execute<{ count: number }>(sql`
    SELECT count(DISTINCT profile_id)::int AS count FROM samples WHERE at >= ${new Date(from).toISOString()}`);
  return rows[0]?.count ?? 0;
}
