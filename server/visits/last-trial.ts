import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/databases/database";
import { askedOf } from "@/lib/trial/basis";
import { lastTrialSchema, type LastTrial } from "@/lib/trial/last";
import { db } from "../store/db";
import { trials } from "../store/schema";
import { visibleId } from "../databases/visible";
import { readOnlyVerb } from "../audit/verb";

/** Returns the last trial of a database; null where it was never tried to the end. */
export const lastTrial = readOnlyVerb(
  "member",
  async (ctx, database: Database): Promise<LastTrial | null> => {
    const [row] = await db()
      .select()
      .from(trials)
      .where(eq(trials.databaseId, await visibleId(ctx, database.id)));
    if (row === undefined) return null;
    const { endedAt, version, pool, findings, asked, changedAt } = row;
    return lastTrialSchema.parse({
      endedAt: endedAt.toISOString(),
      version,
      pool,
      findings,
      outdated: changedAt !== null || asked !== askedOf(database),
    });
  },
);
