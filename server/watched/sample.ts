import "server-only";
import { z } from "zod";
import { sampleSchema, tickSchema, type Sample, type Tick } from "@/lib/sample/schema";
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
import { fullSample } from "./sql/full-sample";
import { LOOK_FACTS } from "./sql/look-facts";
import type { Queries, SampleNames } from "./sql/sample-common";
import { tick } from "./sql/tick";
import { trouble } from "./trouble";

export type { SampleNames };
/** Who answers, and what its role may read: asked once per session. */
export type SampleFacts = Facts;

const unreadable = (what: string) => trouble("query", "protocol", `its answer about ${what} cannot be read`);

/** Sends one message and returns the rows of each query. */
async function ask(
  client: GuardedClient,
  timeout: "2s" | "5s",
  queries: Queries,
): Promise<Record<string, unknown[]>> {
  const names = Object.keys(queries);
  const answers = await client.read(Object.values(queries), timeout);
  return Object.fromEntries(names.map((name, index) => [name, answers[index] ?? []]));
}

async function askRows(client: GuardedClient, timeout: "2s" | "5s", queries: Queries): Promise<Rows> {
  const rows = rowsSchema.safeParse(await ask(client, timeout, queries));
  if (!rows.success) throw unreadable(rows.error.issues[0]?.path.join(".") ?? "its connections");
  return rows.data;
}

/** Returns who answers and what its role may read, in one round trip. @throws DatabaseError, Trouble */
export async function readFacts(client: GuardedClient): Promise<SampleFacts> {
  const rows = await ask(client, "5s", { facts: LOOK_FACTS });
  const facts = z
    .object({
      versionNum: z.number(),
      version: z.string(),
      pid: z.number(),
      visitor: z.string(),
      closedViews: z.array(z.string()),
      closedFunctions: z.array(z.string()),
    })
    .safeParse(rows.facts?.[0]);
  if (!facts.success) throw unreadable("itself");
  return facts.data;
}

const sightOf = (facts: SampleFacts) => ({
  activity: grantFor("activity", facts) === null,
  slots: grantFor("slots", facts) === null,
  locks: grantFor("locks", facts) === null,
  // pg_stat_get_db_sessions() came with Postgres 14.
  sessions: facts.versionNum >= 140_000,
});

/** Returns what both depths have, put together from the rows. */
function commonOf(
  { server: [server], database: [database], role, walSenders, slots }: Rows,
  facts: SampleFacts,
) {
  const grant = grantFor("slots", facts);
  const kept = sizeBytes(server.maxSlotWalKeepSize, "MB");
  return {
    at: server.at,
    serverStartedAt: server.serverStartedAt,
    server: { ...server, maxSlotWalKeepBytes: kept === null || kept < 0 ? null : kept },
    database,
    role: role[0] ?? null,
    walSenderPids: walSenders.map(({ pid }) => pid).toSorted((a, b) => a - b),
    slots: grant === null ? slots.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : { unseen: true, grant },
  };
}

/**
 * Returns the light depth of a sample: counts by role and database, limits, walsenders, slots; one round trip.
 * @throws DatabaseError when the server refuses or ends it, Trouble when its answer cannot be read
 */
export async function readTick(client: GuardedClient, names: SampleNames, facts: SampleFacts): Promise<Tick> {
  const rows = await askRows(client, "2s", tick(names, sightOf(facts)));
  const read = tickSchema.safeParse({ ...commonOf(rows, facts), counts: countsOf(rows) });
  if (!read.success) throw unreadable(read.error.issues[0]?.path.join(".") ?? "its connections");
  return read.data;
}

/**
 * Returns the full depth of a sample: who holds every connection; one round trip. What this role may not see is
 * `unseen` with its grant, and `hidden` counts sessions without details.
 * @throws DatabaseError when the server refuses or ends it, Trouble when its answer cannot be read
 */
export async function readSample(
  client: GuardedClient,
  names: SampleNames,
  facts: SampleFacts,
): Promise<Sample> {
  const rows = await askRows(client, "5s", fullSample(names, sightOf(facts)));
  const activity = grantFor("activity", facts);
  const locks = grantFor("locks", facts) ?? activity;
  const groups = groupsOf(rows, names.slot);
  const read = sampleSchema.safeParse({
    ...commonOf(rows, facts),
    counts: countsIn(rows),
    activity:
      activity === null
        ? { groups, hidden: groups.reduce((sum, { hidden }) => sum + hidden, 0) }
        : { unseen: true, grant: activity },
    uncounted: uncountedOf(rows),
    electricLock: locks === null ? lockOf(rows) : { unseen: true, grant: locks },
    sessionsOpened: sessionsOf(rows),
  });
  if (!read.success) throw unreadable(read.error.issues[0]?.path.join(".") ?? "its connections");
  return read.data;
}
