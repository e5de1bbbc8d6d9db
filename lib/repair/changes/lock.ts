export type LockMode = "ACCESS EXCLUSIVE" | "SHARE UPDATE EXCLUSIVE";

/** The lock that a change takes on a table; `beforehand` where a run takes it with all others before its first change. */
export type TableLock = {
  table: { schema: string; name: string };
  mode: LockMode;
  beforehand: boolean;
};

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
