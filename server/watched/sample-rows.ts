import "server-only";
import { z } from "zod";

/** The rows of a sample's queries, as the driver gives them, by the query's name. */

const text = z.string().nullable();
const oid = z.number().nullable();
/** Microseconds since 1970; null where this role may not see it. */
const micros = z.number().nullable();

export const rowsSchema = z.object({
  server: z.tuple([
    z.looseObject({ at: z.string(), serverStartedAt: z.string(), maxSlotWalKeepSize: z.string() }),
  ]),
  /** Watched databases that the server has. */
  watched: z.array(z.looseObject({ oid: z.number(), name: z.string() })),
  roles: z.array(z.looseObject({ name: z.string() })),
  walSenders: z
    .array(
      z.object({
        pid: z.number(),
        roleOid: oid,
        databaseOid: oid,
        role: text,
        startedAt: micros,
        address: text,
      }),
    )
    .default([]),
  slots: z.array(z.looseObject({ name: z.string(), activePid: z.number().nullable() })).default([]),
  counts: z
    .array(z.object({ roleOid: oid, databaseOid: oid, role: text, database: text, count: z.number() }))
    .default([]),
  databases: z
    .array(z.object({ oid: z.number(), name: z.string(), sessions: z.number().nullable() }))
    .default([]),
  activity: z
    .array(
      z.object({
        roleOid: oid,
        databaseOid: oid,
        role: text,
        applicationName: text,
        address: text,
        state: text,
        type: text,
        count: z.number(),
        own: z.boolean(),
        /** When each nameless session of Electric's roles began; null for other sessions. */
        starts: z.array(micros).nullable(),
        oldestTransactionMs: z.number().nullable(),
        longestIdleMs: z.number().nullable(),
      }),
    )
    .default([]),
  lock: z
    .array(z.object({ slot: z.string(), pid: z.number(), granted: z.boolean(), databaseOid: oid }))
    .default([]),
});

export type Rows = z.infer<typeof rowsSchema>;
type Whose = { roleOid: number | null; databaseOid: number | null };

const alike = (a: Whose, b: Whose): boolean => a.roleOid === b.roleOid && a.databaseOid === b.databaseOid;
const WAL_SENDER = "walsender";
const CLIENT = "client backend";

/** How many walsenders of a role in a database are among the rows that do not say so, because their type is hidden. */
function hiddenWalSenders({ walSenders, activity }: Rows, whose: Whose): number {
  const all = walSenders.filter((one) => alike(one, whose)).length;
  const seen = activity.filter((group) => group.type === WAL_SENDER && alike(group, whose));
  return all - seen.reduce((sum, { count }) => sum + count, 0);
}

/** Returns how many of some sessions began before a moment; null where either is not known. */
const startedBefore = (starts: readonly (number | null)[] | null, moment: number | null): number | null =>
  starts === null || moment === null
    ? null
    : starts.filter((start) => start !== null && start < moment).length;

/** Returns the sessions that count against max_connections, the largest group first. */
export function groupsOf(rows: Rows, slot: string) {
  const names = new Map(rows.databases.map(({ oid, name }) => [oid, name]));
  const reader = rows.slots.find(({ name }) => name === slot)?.activePid ?? null;
  const began = rows.walSenders.find(({ pid }) => pid === reader)?.startedAt ?? null;
  return rows.activity
    .flatMap((group) => {
      const { type, starts, roleOid, databaseOid, ...rest } = group;
      const database = databaseOid === null ? undefined : names.get(databaseOid);
      if (roleOid === null || database === undefined || (type !== null && type !== CLIENT)) return [];
      const count = group.count - (type === null ? Math.max(0, hiddenWalSenders(rows, group)) : 0);
      if (count <= 0) return [];
      return {
        ...rest,
        database,
        count,
        applicationName: group.applicationName ?? "",
        address: group.address ?? (type === null ? "" : "local"),
        state: group.state ?? "",
        hidden: type === null ? count : 0,
        beforeWalSender: type === null ? null : startedBefore(starts, began),
      };
    })
    .toSorted((a, b) => b.count - a.count);
}

/** Returns the processes that take none of max_connections, by type. */
export function uncountedOf({ activity }: Rows): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { type, count } of activity)
    if (type !== null && type !== CLIENT) counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts].map(([type, count]) => ({ type, count })).toSorted((a, b) => (a.type < b.type ? -1 : 1));
}

/** Returns the counts of a tick without the walsenders, which are backends with a role and a database as well. */
export const countsOf = ({ counts, walSenders }: Rows) =>
  counts
    .map(({ role, database, count, ...whose }) => ({
      role,
      database,
      count: count - walSenders.filter((one) => alike(one, whose)).length,
    }))
    .filter(({ count }) => count > 0);

/** Returns the same from the rows of a full sample: workers are among them, as in a tick. */
export function countsIn(rows: Rows) {
  const names = new Map(rows.databases.map(({ oid, name }) => [oid, name]));
  const counts = new Map<string, Rows["counts"][number]>();
  for (const { roleOid, databaseOid, role, count } of rows.activity) {
    if (roleOid === null || databaseOid === null) continue;
    const key = `${roleOid} ${databaseOid}`;
    const known = counts.get(key);
    if (known) known.count += count;
    else counts.set(key, { roleOid, databaseOid, role, database: names.get(databaseOid) ?? null, count });
  }
  return countsOf({ ...rows, counts: [...counts.values()] });
}

/** Returns the sessions that all databases ever had, null where the version does not count them. */
export const sessionsOf = ({ databases }: Rows): number | null =>
  databases.every(({ sessions }) => sessions === null)
    ? null
    : databases.reduce((sum, { sessions }) => sum + (sessions ?? 0), 0);

/** Returns who holds Electric's lock, which is named after its slot, in a database and how many wait for it. */
export function lockOf({ lock, walSenders }: Rows, slot: string, oid: number) {
  const here = lock.filter((one) => one.databaseOid === oid && one.slot === slot);
  const holder = here.find(({ granted }) => granted);
  const session = walSenders.find(({ pid }) => pid === holder?.pid);
  const since = session?.startedAt ?? null;
  return {
    holderPid: holder?.pid ?? null,
    holderRole: session?.role ?? null,
    ...(session?.address ? { holderAddress: session.address } : {}),
    ...(since === null ? {} : { holderSince: new Date(since / 1000).toISOString() }),
    waiting: here.filter(({ granted }) => !granted).length,
  };
}
