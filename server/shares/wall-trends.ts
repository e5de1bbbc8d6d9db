import "server-only";
import { inArray, and, gte, sql } from "drizzle-orm";
import { STEP_MS, STEPS, type TrendPart } from "@/lib/wall/trend";
import { db } from "../store/db";
import { sampleMinutes } from "../store/schema";

const mean = (field: string) =>
  sql<number>`avg((${sampleMinutes.average} ->> ${sql.raw(`'${field}'`)})::float8)`;

/** Returns the last day of some databases in averages of ten minutes, by id: one query, whatever their number. */
export async function readDay(ids: readonly string[], now: Date): Promise<Map<string, TrendPart[]>> {
  const byId = new Map<string, TrendPart[]>();
  if (ids.length === 0) return byId;
  const end = Math.ceil(now.getTime() / STEP_MS) * STEP_MS;
  const since = end - STEPS * STEP_MS;
  const step = sql<number>`floor((extract(epoch FROM ${sampleMinutes.at}) * 1000 - ${since}::float8) / ${STEP_MS}::float8)::int`;
  const rows = await db()
    .select({
      id: sampleMinutes.databaseId,
      step,
      usable: mean("usable"),
      electricOpen: mean("electricOpen"),
      electricClaimed: mean("electricClaimed"),
      othersTotal: mean("othersTotal"),
    })
    .from(sampleMinutes)
    .where(and(inArray(sampleMinutes.databaseId, [...ids]), gte(sampleMinutes.at, new Date(since))))
    .groupBy(sampleMinutes.databaseId, sql`2`);
  for (const { id, step: at, ...parts } of rows) byId.set(id, [...(byId.get(id) ?? []), { step: at, parts }]);
  return byId;
}
