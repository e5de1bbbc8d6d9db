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

/** Settings that decide how many connections Electric opens to the server itself. */
export type Opening = Pick<Target, "poolSize" | "instances" | "pooled" | "deploy">;

/**
 * Returns how many connections one Electric that runs opens to the server itself: its whole pool, or its admin pool alone
 * where the snapshot pool goes through a pooler (Electric 1.7.12, connection/manager.ex 419-443).
 */
export function ofOneInstance({ poolSize, pooled }: Pick<Opening, "poolSize" | "pooled">): number {
  const { admin, total } = poolSplit(poolSize);
  return pooled ? admin : total;
}

/**
 * Returns how many connections all instances open to the server: on one slot one of them runs and each other waits with its
 * admin pool; with slots of their own each opens everything (Electric 1.7.12, connection/manager.ex 392-443).
 */
export function directConnections(opening: Opening): number {
  const { poolSize, instances, deploy } = opening;
  const { admin } = poolSplit(poolSize);
  const one = ofOneInstance(opening);
  return deploy === "distinct-slots" ? instances * one : one + (instances - 1) * admin;
}

/**
 * Returns the connections that Electric holds at most during a deploy: on one slot the new instance waits with its admin pool
 * beside the others; with slots of their own old and new open everything, so twice as many (manager.ex 926-968).
 */
export function deployPeak(opening: Opening): number {
  const steady = directConnections(opening);
  return opening.deploy === "distinct-slots" ? 2 * steady : steady + poolSplit(opening.poolSize).admin;
}
