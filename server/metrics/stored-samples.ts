import "server-only";
import { sql } from "drizzle-orm";
import type { SampleFacts } from "@/lib/metrics/facts";
import type { Point } from "@/lib/history/schema";
import { db } from "../store/db";

type Row = { id: string; at: number; everyMs: number; point: Point };

/**
 * Returns the newest kept sample of databases of which this replica has none, by id: one query, with one look into the index for each.
 * The store keeps an hour of them, and nothing of slots.
 */
export async function readStoredSamples(
  ids: readonly string[],
  othersPeak: (id: string) => number | null,
): Promise<Map<string, SampleFacts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db().execute<Row>(sql`
    SELECT asked.id, (extract(epoch FROM latest.at) * 1000)::float8 AS at, latest.every_ms AS "everyMs", latest.point
    FROM unnest(${sql.param(ids)}::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
      SELECT samples.at, samples.every_ms, samples.point FROM samples
      WHERE samples.profile_id = asked.id ORDER BY samples.at DESC LIMIT 1) AS latest`);
  return new Map(
    rows.map(({ id, at, everyMs, point }) => [
      id,
      { at, everyMs, numbers: { ...point, othersPeak: othersPeak(id) }, slot: "unseen" },
    ]),
  );
}
