/** Content of an entry of the audit log, as far as its hash covers it. */
export type Entry = {
  at: Date;
  userRef: string | null;
  userName: string;
  fromAddress: string | null;
  profileRef: string | null;
  profileName: string;
  action: string;
  detail: unknown;
};

/** One text for one value: the store keeps JSON without the order of its keys. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, part]) => [key, canonical(part)]);
}

/** Returns the text that an entry's hash is taken of: itself, and the hash of the one before. */
export function chainText(entry: Entry, previousHash: string | null): string {
  return JSON.stringify([
    previousHash,
    entry.at.toISOString(),
    entry.userRef,
    entry.userName,
    entry.fromAddress,
    entry.profileRef,
    entry.profileName,
    entry.action,
    canonical(entry.detail),
  ]);
}
