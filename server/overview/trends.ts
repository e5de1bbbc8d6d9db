import "server-only";
import { and, asc, gte, inArray } from "drizzle-orm";
import type { Trend } from "@/lib/api/trends";
import { inUseOf } from "@/lib/budget/headroom";
import { readOnlyVerb } from "../audit/verb";
import { listVisible } from "../databases/visible";
import { db } from "../store/db";
import { sampleMinutes } from "../store/schema";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Returns the connections in use by the minute over the last hour, for databases of which minutes are kept: one query, whatever
 * their number.
 */
export const readTrends = readOnlyVerb("member", async (ctx, asked: readonly string[]): Promise<Trend[]> => {
  const ids = await listVisible(ctx, asked);
  const since = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - HOUR_MS);
  const rows = await db()
    .select({ id: sampleMinutes.databaseId, at: sampleMinutes.at, average: sampleMinutes.average })
    .from(sampleMinutes)
    .where(and(inArray(sampleMinutes.databaseId, ids), gte(sampleMinutes.at, since)))
    .orderBy(asc(sampleMinutes.at));
  const trends = new Map<string, Trend>();
  for (const { id, at, average } of rows) {
    const trend = trends.get(id) ?? { id, usable: 0, points: [] };
    trend.usable = average.usable;
    trend.points.push([Math.round((at.getTime() - since.getTime()) / MINUTE_MS), inUseOf(average)]);
    trends.set(id, trend);
  }
  return [...trends.values()];
});
