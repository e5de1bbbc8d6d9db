import "server-only";
import type { ClientBase, QueryResult } from "pg";
import { z } from "zod";
import { sampleSchema, tickSchema, type Sample, type Tick } from "@/lib/sample/schema";
import { sizeBytes } from "@/lib/snapshot/units";
import { grantFor } from "./look-assemble";
import type { Facts } from "./look-rows";
import { openGuarded } from "./sql/guards";
import { fullSample } from "./sql/full-sample";
import { LOOK_FACTS } from "./sql/look-facts";
import type { SampleNames } from "./sql/sample-common";
import { tick } from "./sql/tick";
import { CLOSE_TRANSACTION } from "./sql/transaction";
import { trouble } from "./trouble";

export type { SampleNames };
/** Who answers, and what its role may read: asked once per session. */
export type SampleFacts = Facts;

const rowSchema = z.record(z.string(), z.unknown());
const groupsSchema = z.array(z.looseObject({ hidden: z.number() }));
const KEEP = z.string();

const unreadable = (what: string) => trouble("query", "protocol", `its answer about ${what} cannot be read`);

/** Sends one message, a transaction with its guards, and returns the one row of its one query. */
async function ask(client: ClientBase, timeout: "2s" | "5s", sql: string): Promise<Record<string, unknown>> {
  const message = [openGuarded(timeout), sql, CLOSE_TRANSACTION].join(";\n");
  // The driver answers a message of several statements with a list, and types it as one.
  const answers: QueryResult[] = [await client.query(message)].flat();
  const row = rowSchema.safeParse(answers.at(-2)?.rows[0]);
  if (!row.success) throw unreadable("its connections");
  return row.data;
}

/** Returns who answers and what its role may read, in one round trip. @throws DatabaseError, Trouble */
export async function readFacts(client: ClientBase): Promise<SampleFacts> {
  const row = await ask(client, "5s", LOOK_FACTS);
  const facts = z
    .object({
      versionNum: z.number(),
      version: z.string(),
      pid: z.number(),
      visitor: z.string(),
      closedViews: z.array(z.string()),
      closedFunctions: z.array(z.string()),
    })
    .safeParse(row);
  if (!facts.success) throw unreadable("itself");
  return facts.data;
}

const sightOf = (facts: SampleFacts) => ({
  activity: grantFor("activity", facts) === null,
  slots: grantFor("slots", facts) === null,
  locks: grantFor("locks", facts) === null,
});

/** Returns what both depths have, put together from the columns. */
function commonOf(row: Record<string, unknown>, facts: SampleFacts) {
  const slots = grantFor("slots", facts);
  const kept = sizeBytes(KEEP.catch("-1").parse(row.maxSlotWalKeepSize), "MB");
  return {
    at: row.at,
    serverStartedAt: row.serverStartedAt,
    server: { ...row, maxSlotWalKeepBytes: kept === null || kept < 0 ? null : kept },
    database: row.database,
    role: row.role,
    walSenderPids: row.walSenderPids,
    slots: slots === null ? row.slots : { unseen: true, grant: slots },
  };
}

/**
 * Returns the light depth of a sample: counts by role and database, limits, walsenders, slots; one round trip.
 * @throws DatabaseError when the server refuses or ends it, Trouble when its answer cannot be read
 */
export async function readTick(client: ClientBase, names: SampleNames, facts: SampleFacts): Promise<Tick> {
  const row = await ask(client, "2s", tick(names, sightOf(facts)));
  const read = tickSchema.safeParse({ ...commonOf(row, facts), counts: row.counts });
  if (!read.success) throw unreadable(read.error.issues[0]?.path.join(".") ?? "its connections");
  return read.data;
}

/**
 * Returns the full depth of a sample: who holds every connection; one round trip. What this role may not see is
 * `unseen` with its grant, and `hidden` counts sessions without details.
 * @throws DatabaseError when the server refuses or ends it, Trouble when its answer cannot be read
 */
export async function readSample(
  client: ClientBase,
  names: SampleNames,
  facts: SampleFacts,
): Promise<Sample> {
  const row = await ask(client, "5s", fullSample(names, sightOf(facts)));
  const activity = grantFor("activity", facts);
  const locks = grantFor("locks", facts) ?? activity;
  const groups = groupsSchema.catch([]).parse(row.groups);
  const read = sampleSchema.safeParse({
    ...commonOf(row, facts),
    activity:
      activity === null
        ? { groups: row.groups, hidden: groups.reduce((sum, { hidden }) => sum + hidden, 0) }
        : { unseen: true, grant: activity },
    uncounted: row.uncounted,
    electricLock: locks === null ? row.electricLock : { unseen: true, grant: locks },
    sessionsOpened: row.sessionsOpened,
  });
  if (!read.success) throw unreadable(read.error.issues[0]?.path.join(".") ?? "its connections");
  return read.data;
}
