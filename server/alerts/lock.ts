import "server-only";
import { asc, inArray } from "drizzle-orm";
import type { Tx } from "../store/db";
import { alertServers } from "../store/schema";

/** Locks servers for a decision, in one order for all, so that no two wait for each other. */
export async function lockServers(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const sorted = [...new Set(keys)].toSorted();
  await tx
    .insert(alertServers)
    .values(sorted.map((key) => ({ key })))
    .onConflictDoNothing();
  await tx
    .select()
    .from(alertServers)
    .where(inArray(alertServers.key, sorted))
    .orderBy(asc(alertServers.key))
    .for("update");
}
