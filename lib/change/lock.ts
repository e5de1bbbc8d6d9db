import type { Change } from "./schema";

export type LockMode = "ACCESS EXCLUSIVE" | "SHARE UPDATE EXCLUSIVE";

/** For how long locks on so many tables are held, in words (`npm run bench -- repair`: 0.4 s for 1,000, twice that on a busy machine). */
function heldFor(tables: number): string {
  if (tables <= 200) return "some milliseconds";
  return tables <= 1_000 ? "some hundred milliseconds" : `about ${Math.ceil(tables / 1_000)} s`;
}

/** Returns what locks of a mode on so many tables keep others from, in words. */
export const blocksOf = (mode: LockMode, tables: number): string =>
  mode === "ACCESS EXCLUSIVE"
    ? `blocks reads and writes until the transaction ends, ${heldFor(tables)}`
    : "blocks other schema changes and VACUUM; reads and writes go on";

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
