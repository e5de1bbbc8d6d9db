import "server-only";
import { z } from "zod";

/** The rows of a sample's queries, as the driver gives them, by the query's name. */

const text = z.string().nullable();

export const rowsSchema = z.object({
  server: z.tuple([
    z.looseObject({ at: z.string(), serverStartedAt: z.string(), maxSlotWalKeepSize: z.string() }),
  ]),
  database: z.tuple([z.unknown()]),
  role: z.array(z.unknown()),
  walSenders: z.array(z.object({ pid: z.number(), role: text, database: text })).default([]),
  slots: z.array(z.looseObject({ name: z.string() })).default([]),
  counts: z.array(z.object({ role: text, database: text, count: z.number() })).default([]),
  activity: z
    .array(
      z.object({
        role: text,
        database: text,
        applicationName: text,
        address: text,
        state: text,
        type: text,
        sends: z.boolean(),
        count: z.number(),
        own: z.boolean(),
        before: z.number().nullable(),
        oldestTransactionMs: z.number().nullable(),
        longestIdleMs: z.number().nullable(),
      }),
    )
    .default([]),
  lock: z.array(z.object({ pid: z.number(), granted: z.boolean(), role: text })).default([]),
  sessions: z.array(z.object({ opened: z.number().nullable() })).default([]),
});

export type Rows = z.infer<typeof rowsSchema>;
type Alike = Rows["activity"][number];

/** Whether these take a connection; only backends that the sampling role may see have a type. */
const takesConnection = ({ role, database, type, sends }: Alike): boolean =>
  role !== null && database !== null && !sends && (type === null || type === "client backend");

/** Returns the sessions that count against max_connections, the largest group first. */
export const groupsOf = ({ activity }: Rows) =>
  activity
    .filter(takesConnection)
    .map(({ type, sends: _sends, before, ...group }) => ({
      ...group,
      applicationName: group.applicationName ?? "",
      address: group.address ?? (type === null ? "" : "local"),
      state: group.state ?? "",
      hidden: type === null ? group.count : 0,
      beforeWalSender: before,
    }))
    .toSorted((a, b) => b.count - a.count);

/** Returns the processes that take none of max_connections, by type. */
export function uncountedOf({ activity }: Rows): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const alike of activity)
    if (alike.type !== null && !takesConnection(alike))
      counts.set(alike.type, (counts.get(alike.type) ?? 0) + alike.count);
  return [...counts].map(([type, count]) => ({ type, count })).toSorted((a, b) => (a.type < b.type ? -1 : 1));
}

/** Returns the counts of a tick without the walsenders, which are backends with a role and a database as well. */
export const countsOf = ({ counts, walSenders }: Rows) =>
  counts
    .map(({ role, database, count }) => ({
      role,
      database,
      count: count - walSenders.filter((one) => one.role === role && one.database === database).length,
    }))
    .filter(({ count }) => count > 0);

/** Returns who holds Electric's lock and how many wait for it. */
export function lockOf({ lock }: Rows) {
  const holder = lock.find(({ granted }) => granted);
  return {
    holderPid: holder?.pid ?? null,
    holderRole: holder?.role ?? null,
    waiting: lock.filter(({ granted }) => !granted).length,
  };
}
