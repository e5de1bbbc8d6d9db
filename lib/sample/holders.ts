import { z } from "zod";
import { count } from "@/lib/text/words";
import type { SessionGroup } from "./schema";

export const HOLDER_SORTS = [
  "count",
  "role",
  "application",
  "address",
  "state",
  "transaction",
  "idle",
] as const;

/** How the table of holders is shown; it stands in the address. */
export const holdersViewSchema = z.object({
  who: z.string().catch(""),
  by: z.enum(HOLDER_SORTS).catch("count"),
  dir: z.enum(["asc", "desc"]).catch("desc"),
});

export type HoldersView = z.infer<typeof holdersViewSchema>;
export type HolderSort = HoldersView["by"];

/** Numbers are read largest first, names from A. */
export const firstDirection = (by: HolderSort): HoldersView["dir"] =>
  by === "count" || by === "transaction" || by === "idle" ? "desc" : "asc";

/** Returns what tells a group from every other one of its sample. */
export const holderKey = ({ role, database, applicationName, address, state }: SessionGroup): string =>
  JSON.stringify([role, database, applicationName, address, state]);

const valueOf: Record<HolderSort, (group: SessionGroup) => string | number> = {
  count: ({ count }) => count,
  role: ({ role }) => role,
  application: ({ applicationName }) => applicationName,
  address: ({ address }) => address,
  state: ({ state }) => state,
  transaction: ({ oldestTransactionMs }) => oldestTransactionMs ?? -1,
  idle: ({ longestIdleMs }) => longestIdleMs ?? -1,
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Returns the groups that hold every word of the filter, in the order of the view; equal ones by their key. */
export function viewHolders(groups: readonly SessionGroup[], { who, by, dir }: HoldersView): SessionGroup[] {
  const words = who.toLowerCase().split(/\s+/).filter(Boolean);
  const turn = dir === "asc" ? 1 : -1;
  const value = valueOf[by];
  return groups
    .filter(({ role, database, applicationName, address, state }) => {
      const text = [role, database, applicationName, address, state].join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => turn * compare(value(a), value(b)) || compare(holderKey(a), holderKey(b)));
}

/** Returns how many sessions the groups hold, in words: "13 sessions in 7 groups". */
export const heldWords = (groups: readonly SessionGroup[]): string =>
  `${count(
    groups.reduce((sum, group) => sum + group.count, 0),
    "session",
  )} in ${count(groups.length, "group")}`;

/** Returns the view as a query string, without what is the default, beside the other parameters. */
export function holdersQuery(view: HoldersView, others: URLSearchParams): string {
  const query = new URLSearchParams(others);
  const { who, by, dir } = view;
  for (const [name, value, usual] of [
    ["who", who, ""],
    ["by", by, "count"],
    ["dir", dir, firstDirection(by)],
  ] as const)
    if (value === usual) query.delete(name);
    else query.set(name, value);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Returns an age as people say it: "3 s", "12 min", "2 h", "5 d". `ms` is the age. */
export function age(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return "< 1 s";
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}
