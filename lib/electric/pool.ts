import type { Target } from "@/lib/target/schema";

/** How Electric divides its connections; the walsender comes on top and counts against max_wal_senders only. */
export type PoolSplit = { admin: number; snapshot: number; total: number };

/**
 * Returns how one Electric opens a pool size: admin pool, snapshot pool, and their sum, which is at least 2
 * (Electric 1.7.12, connection/manager.ex 243-264).
 */
export function poolSplit(poolSize: number): PoolSplit {
  const admin = Math.min(Math.max(Math.floor(poolSize / 4), 1), 4);
  const snapshot = Math.max(poolSize - admin, admin);
  return { admin, snapshot, total: admin + snapshot };
}

/**
 * Returns the connections that Electric holds at most during a deploy: on one slot the second instance waits with its
 * admin pool, with a slot of its own it opens everything (Electric 1.7.12, connection/manager.ex 926-968).
 */
export function deployPeak(poolSize: number, deploy: Target["deploy"]): number {
  const { admin, total } = poolSplit(poolSize);
  return deploy === "distinct-slots" ? 2 * total : total + admin;
}
