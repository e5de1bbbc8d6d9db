import "server-only";
import { z } from "zod";
import { sampleSchema, tickSchema, type Sample, type Tick } from "@/lib/sample/schema";
import { hasMoved } from "@/lib/sample/tick";
import { sizeBytes } from "@/lib/snapshot/units";
import type { GuardedClient } from "./guarded-client";
import { grantFor } from "./look-assemble";
import type { Facts } from "./look-rows";
import {
  countsIn,
  countsOf,
  groupsOf,
  lockOf,
  rowsSchema,
  sessionsOf,
  uncountedOf,
  type Rows,
} from "./sample-rows";
import { serverFactsIn, type KnownSystem, type ServerFacts } from "./server-facts";
import { fullSample } from "./sql/full-sample";
import { LOOK_FACTS } from "./sql/look-facts";
import { SERVER_FACTS } from "./sql/server-facts";
import type { Queries, SampleNames } from "./sql/sample-common";
import { tick } from "./sql/tick";
import { trouble } from "./trouble";

export type { SampleNames };
/** The facts of a session: its backend, what its role may read, and its server. Asked once per session. */
export type SampleFacts = Facts & ServerFacts;

const unreadable = (what: string) => trouble("query", "protocol", `its answer about ${what} cannot be read`);

/** Sends one message and returns the rows of each query. */
async function querySample(
  client: GuardedClient,
  timeout: "2s" | "5s",
  queries: Queries,
): Promise<Record<string, unknown[]>> {
  const names = Object.keys(queries);
  const answers = await client.read(Object.values(queries), timeout);
  return Object.fromEntries(names.map((name, index) => [name, answers[index] ?? []]));
}

async function askRows(client: GuardedClient, timeout: "2s" | "5s", queries: Queries): Promise<Rows> {
  const rows = rowsSchema.safeParse(await querySample(client, timeout, queries));
  if (!rows.success) throw unreadable(rows.error.issues[0]?.path.join(".") ?? "its connections");
  return rows.data;
}

const factsSchema = z.object({
  versionNum: z.number(),
  version: z.string(),
  pid: z.number(),
  visitor: z.string(),
  closedViews: z.array(z.string()),
  closedFunctions: z.array(z.string()),
});

/**
 * Returns who answers, what its role may read and which server it is on, in one round trip, and in two where the system
 * identifier is not `known` for that start of the server. @throws DatabaseError, Trouble
 */
export async function readFacts(
  client: GuardedClient,
  known: KnownSystem | null = null,
): Promise<SampleFacts> {
  const rows = await querySample(client, "5s", { facts: LOOK_FACTS, server: SERVER_FACTS });
  const facts = factsSchema.safeParse(rows.facts?.[0]);
  if (!facts.success) throw unreadable("itself");
  return { ...facts.data, ...(await serverFactsIn(client, rows.server?.[0], known)) };
}

const sightOf = (facts: SampleFacts) => ({
  activity: grantFor("activity", facts) === null,
  slots: grantFor("slots", facts) === null,
  locks: grantFor("locks", facts) === null,
  // pg_stat_get_db_sessions() came with Postgres 14.
  sessions: facts.versionNum >= 140_000,
});

/** The answer about a server to one message, with the facts of the session that asked; nothing of it is of one database. */
export type ServerRows = { rows: Rows; facts: SampleFacts };

/** Returns what both depths have of one watched database; null where the server has no database of that name. */
function commonOf({ rows, facts }: ServerRows, names: SampleNames) {
  const { server, watched, roles, slots } = rows;
  const database = watched.find(({ name }) => name === names.database);
  if (database === undefined) return null;
  const grant = grantFor("slots", facts);
  const kept = sizeBytes(server[0].maxSlotWalKeepSize, "MB");
  return {
    at: server[0].at,
    serverStartedAt: server[0].serverStartedAt,
    server: { ...server[0], maxSlotWalKeepBytes: kept === null || kept < 0 ? null : kept },
    database,
    role: roles.find(({ name }) => name === names.role) ?? null,
    walSenderPids: pidsOf(rows),
    slots: grant === null ? slots.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : { unseen: true, grant },
  };
}

/** Reads the light depth of a server for its watched databases. @throws DatabaseError, Trouble */
export async function readServerTick(
  client: GuardedClient,
  names: readonly SampleNames[],
  facts: SampleFacts,
): Promise<ServerRows> {
  return { rows: await askRows(client, "2s", tick(names, sightOf(facts))), facts };
}

/** Reads the full depth of a server for its watched databases. @throws DatabaseError, Trouble */
export async function readServerSample(
  client: GuardedClient,
  names: readonly SampleNames[],
  facts: SampleFacts,
): Promise<ServerRows> {
  return { rows: await askRows(client, "2s", fullSample(names, sightOf(facts))), facts };
}

/**
 * Returns the light depth of one database's sample: counts by role and database, limits, walsenders, slots; null where the
 * server has no such database. @throws Trouble when the answer cannot be read
 */
export function tickOf(answer: ServerRows, names: SampleNames): Tick | null {
  const common = commonOf(answer, names);
  if (common === null) return null;
  const read = tickSchema.safeParse({ ...common, counts: countsOf(answer.rows) });
  if (!read.success) throw unreadable(read.error.issues[0]?.path.join(".") ?? "its connections");
  return read.data;
}

/**
 * Returns the full depth of one database's sample: who holds every connection. What the sampling role may not see is
 * `unseen` with its grant, and `hidden` counts sessions without details. Null where the server has no such database.
 * @throws Trouble when the answer cannot be read
 */
export function sampleOf(answer: ServerRows, names: SampleNames): Sample | null {
  const { rows, facts } = answer;
  const common = commonOf(answer, names);
  if (common === null) return null;
  const activity = grantFor("activity", facts);
  const locks = grantFor("locks", facts) ?? activity;
  const groups = groupsOf(rows, names.slot);
  const read = sampleSchema.safeParse({
    ...common,
    counts: countsIn(rows),
    activity:
      activity === null
        ? { groups, hidden: groups.reduce((sum, { hidden }) => sum + hidden, 0) }
        : { unseen: true, grant: activity },
    uncounted: uncountedOf(rows),
    electricLock:
      locks === null ? lockOf(rows, names.slot, common.database.oid) : { unseen: true, grant: locks },
    sessionsOpened: sessionsOf(rows),
  });
  if (!read.success) throw unreadable(read.error.issues[0]?.path.join(".") ?? "its connections");
  return read.data;
}

const pidsOf = ({ walSenders }: Rows): number[] => walSenders.map(({ pid }) => pid).toSorted((a, b) => a - b);

/** Returns whether a tick finds the same sessions and walsenders as a full depth of the same server before it. */
export const confirms = ({ rows: full }: ServerRows, { rows: tick }: ServerRows): boolean =>
  !hasMoved(
    { counts: countsIn(full), walSenderPids: pidsOf(full) },
    { counts: countsOf(tick), walSenderPids: pidsOf(tick) },
  );

const present = <Depth>(depth: Depth | null, { database }: SampleNames): Depth => {
  if (depth === null) throw trouble("query", "database-missing", `there is no database ${database}`);
  return depth;
};

/** Reads the light depth for one database, in one round trip. @throws DatabaseError, Trouble */
export const readTick = async (
  client: GuardedClient,
  names: SampleNames,
  facts: SampleFacts,
): Promise<Tick> => present(tickOf(await readServerTick(client, [names], facts), names), names);

/** Reads the full depth for one database, in one round trip. @throws DatabaseError, Trouble */
export const readSample = async (
  client: GuardedClient,
  names: SampleNames,
  facts: SampleFacts,
): Promise<Sample> => present(sampleOf(await readServerSample(client, [names], facts), names), names);
