import "server-only";
import { eq, sql } from "drizzle-orm";
import { withoutSecret } from "@/lib/target/base-url";
import type { Target } from "@/lib/target/schema";
import { db } from "../store/db";
import { databases, runs } from "../store/schema";

/** Returns a stored target without a secret in Electric's address: earlier versions took one, and kept it in clear. */
export const cleanTarget = (target: Target): Target => ({
  ...target,
  ...(target.electricUrl ? { electricUrl: withoutSecret(target.electricUrl) } : {}),
  // Targets of before 2026-12 have no address of metrics.
  electricMetricsUrl: target.electricMetricsUrl ?? null,
});

/** Takes users, passwords, queries and fragments out of the addresses of Electric in the store, of databases and of runs. */
export async function cleanStoredTargets(): Promise<void> {
  for (const table of [databases, runs]) {
    const rows = await db()
      .select({ id: table.id, target: table.target })
      .from(table)
      .where(sql`${table.target} ->> 'electricUrl' ~ '[?#@]'`);
    for (const { id, target } of rows)
      await db()
        .update(table)
        .set({ target: cleanTarget(target) })
        .where(eq(table.id, id));
  }
}
