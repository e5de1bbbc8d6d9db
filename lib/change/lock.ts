import type { Change } from "./schema";

export type LockMode = "ACCESS EXCLUSIVE" | "SHARE UPDATE EXCLUSIVE";

/** What a lock keeps others from, in words. */
export const BLOCKS: Record<LockMode, string> = {
  "ACCESS EXCLUSIVE": "blocks reads and writes until the transaction ends, some milliseconds",
  "SHARE UPDATE EXCLUSIVE": "blocks other schema changes and VACUUM; reads and writes go on",
};

/**
 * Returns the table that a change locks, and how (PostgreSQL docs 13.3.1; seen on 14 to 18); null where it locks none.
 * GRANT takes no lock that blocks anybody.
 */
export function lockOf(change: Change): { table: { schema: string; name: string }; mode: LockMode } | null {
  switch (change.kind) {
    case "table owner":
    case "replica identity":
      return { table: change.table, mode: "ACCESS EXCLUSIVE" };
    case "published":
      return { table: change.table, mode: "SHARE UPDATE EXCLUSIVE" };
    default:
      return null;
  }
}
