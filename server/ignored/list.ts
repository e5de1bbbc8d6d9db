import "server-only";
import { eq } from "drizzle-orm";
import { holding, type Ignored } from "@/lib/report/ignored";
import { visibleId } from "../databases/visible";
import { visibleDatabases } from "../visible";
import { db } from "../store/db";
import { databases, ignoredFindings } from "../store/schema";
import { readOnlyVerb } from "../audit/verb";

const columns = {
  checkId: ignoredFindings.checkId,
  reason: ignoredFindings.reason,
  until: ignoredFindings.until,
  was: ignoredFindings.was,
  by: ignoredFindings.userName,
  at: ignoredFindings.createdAt,
};

/** Returns what is ignored of a database now; what ran out is left out. */
export const listIgnored = readOnlyVerb("member", async (ctx, givenId: unknown): Promise<Ignored[]> => {
  const databaseId = await visibleId(ctx, givenId);
  const rows = await db()
    .select(columns)
    .from(ignoredFindings)
    .where(eq(ignoredFindings.databaseId, databaseId));
  return holding(rows, new Date()).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
});

type Said = Pick<Ignored, "checkId" | "was">;

/** Returns the checks that are ignored now by database: one query for all of them. */
export const ignoredByDatabase = readOnlyVerb("member", async (ctx): Promise<Map<string, Said[]>> => {
  const { databaseId, checkId, until, was } = ignoredFindings;
  const rows = await db()
    .select({ databaseId, checkId, until, was })
    .from(ignoredFindings)
    .innerJoin(databases, eq(databases.id, databaseId))
    .where(visibleDatabases(ctx));
  const byDatabase = new Map<string, Said[]>();
  for (const row of holding(rows, new Date()))
    byDatabase.set(row.databaseId, [...(byDatabase.get(row.databaseId) ?? []), row]);
  return byDatabase;
});
