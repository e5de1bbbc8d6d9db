import "server-only";
import { and, eq, gt, max, min, ne } from "drizzle-orm";
import type { Verdict } from "@/lib/checks/verdict";
import { readOnlyVerb } from "../audit/verb";
import { visibleId } from "../databases/visible";
import { db } from "../store/db";
import { visits } from "../store/schema";

/**
 * Returns the time of the first of the latest check runs that all had this verdict, ISO; null where the latest one had another. Of
 * older check runs not every one is kept: it is true to the hour, or the day.
 */
export const verdictSince = readOnlyVerb(
  "member",
  async (ctx, givenId: string, verdict: Verdict): Promise<string | null> => {
    const databaseId = await visibleId(ctx, givenId);
    const of = eq(visits.databaseId, databaseId);
    const [other] = await db()
      .select({ at: max(visits.takenAt) })
      .from(visits)
      .where(and(of, ne(visits.verdict, verdict)));
    const after = other?.at ?? new Date(0);
    const [first] = await db()
      .select({ at: min(visits.takenAt) })
      .from(visits)
      .where(and(of, eq(visits.verdict, verdict), gt(visits.takenAt, after)));
    return first?.at?.toISOString() ?? null;
  },
);
