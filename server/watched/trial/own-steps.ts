import "server-only";
import type { DatabaseError } from "pg";
import { z } from "zod";
import { count, span } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { isLockNotFree } from "../failure";
import type { OwnLogin } from "../own-login";
import {
  IDENTIFY_SYSTEM,
  planOfSnapshot,
  releaseLock,
  selectNothing,
  startStream,
  takeLock,
  temporarySlot,
} from "../sql/trial-session";
import { addTables, createPublication, dropTables, fullIdentity } from "../sql/trial-statements";
import type { Outcomes } from "./outcome";

/** Parts that the steps over a session of Electric's own login share. */
export type OwnTrial = {
  session: OwnLogin;
  outcomes: Outcomes;
  snapshot: ReachedSnapshot;
  publication: string;
  slot: string;
  tables: readonly Relation[];
  /** Electric alters its publication: it is in automatic mode and owns it, or makes it. */
  alters: boolean;
};

/** Tries IDENTIFY_SYSTEM, Electric's first command. */
export async function tryIdentify({ session, outcomes }: OwnTrial): Promise<void> {
  outcomes.begin();
  const answer = await session.command(IDENTIFY_SYSTEM);
  if ("error" in answer)
    return outcomes.refuse("identify system", answer.error, {
      says: "the session takes no replication command",
      statement: IDENTIFY_SYSTEM,
    });
  outcomes.add("identify system", "done", { says: "the server takes replication commands" });
}

/** Tries the lock of the slot without waiting, and lets it go. */
export async function tryLock({ session, outcomes, slot }: OwnTrial): Promise<void> {
  outcomes.begin();
  const statement = takeLock(slot);
  const answer = await session.ask(statement);
  if ("rows" in answer) {
    await session.ask(releaseLock(slot));
    return outcomes.add("take lock", "done", { says: "the lock of the slot is free" });
  }
  if (isLockNotFree(answer.error))
    return outcomes.add("take lock", "not needed", { says: "another Electric holds the lock of the slot" });
  outcomes.refuse("take lock", answer.error, {
    says: "Electric cannot take the lock of its slot and waits for ever",
    statement,
  });
}

/** Tries each statement of a transaction that is rolled back; returns the one that was refused. @throws as `ask` does */
async function inTransaction(session: OwnLogin, statements: readonly string[]) {
  let refused: { statement: string; error: DatabaseError } | null = null;
  await session.ask("BEGIN");
  for (const statement of statements) {
    const answer = await session.ask(statement);
    if ("rows" in answer) continue;
    refused = { statement, error: answer.error };
    break;
  }
  await session.ask("ROLLBACK");
  return refused;
}

/** Tries CREATE PUBLICATION; returns whether Electric gets past it. */
export async function tryOwnPublication(trial: OwnTrial): Promise<boolean> {
  const { session, outcomes, snapshot, publication } = trial;
  outcomes.begin();
  const objects = [displayName(publication)];
  const refused = await inTransaction(session, [createPublication(publication, snapshot.server.versionNum)]);
  const done = (says: string): true => {
    outcomes.add("own publication", "done", { objects, says });
    return true;
  };
  if (refused === null) return done(`${displayName(publication)} can be created`);
  const { error, statement } = refused;
  if (error.code === "42710" && error.message === `publication "${publication}" already exists`)
    return done(`${displayName(publication)} is there already`);
  if (error.code === "42501" && error.where === undefined && snapshot.publication !== null)
    return done(`${displayName(publication)} may not be created, and is there already`);
  const says =
    error.code === "42710"
      ? "Electric takes “already exists” in English alone for a yes, and messages are in another language"
      : "Electric cannot create its publication and does not get past it";
  outcomes.refuse("own publication", error, { objects, says, statement });
  return false;
}

/** Tries to publish each table and to set its identity, each in a transaction of its own that is rolled back. */
export async function tryOwnTables(trial: OwnTrial): Promise<void> {
  const { session, outcomes, snapshot, publication, tables, alters } = trial;
  outcomes.begin();
  if (!alters)
    return outcomes.add("own tables", "not needed", { says: "Electric leaves the publication as it is" });
  const well: string[] = [];
  const make =
    snapshot.publication === null ? [createPublication(publication, snapshot.server.versionNum)] : [];
  for (const table of tables) {
    const name = displayRelation(table);
    const refused = await inTransaction(session, [
      ...make,
      ...(table.published === null ? [] : [dropTables(publication, [table])]),
      addTables(publication, [table]),
      ...(table.replicaIdentity === "f" ? [] : [fullIdentity(table)]),
    ]);
    if (refused === null) well.push(name);
    else if (isLockNotFree(refused.error))
      outcomes.add("own tables", "not tried", { objects: [name], says: `${name}: its lock is held` });
    else
      outcomes.refuse("own tables", refused.error, {
        objects: [name],
        says: `${name} cannot be published with its full identity`,
        statement: refused.statement,
      });
  }
  if (well.length > 0)
    outcomes.add("own tables", "done", {
      objects: well,
      says: `${count(well.length, "table")} can be published`,
    });
}

const planSchema = z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.unknown() })]) });

/** Conditions of a node: "Filter", "One-Time Filter", "Index Cond", "Recheck Cond", "Join Filter" and their like. */
const CONDITION = /(?:Filter|Cond)$/;

/** Returns whether some node of a plan leaves rows out; a query without a WHERE has no other reason than row security. */
function filters(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(filters);
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(([name, value]) => CONDITION.test(name) || filters(value));
}

/** Selects no row from each table, as the snapshot of a shape begins, and looks at the plan of that snapshot. */
export async function tryOwnReading({ session, outcomes, tables }: OwnTrial): Promise<void> {
  outcomes.begin();
  const well: string[] = [];
  for (const table of tables) {
    const name = displayRelation(table);
    const objects = [name];
    const selected = await session.ask(selectNothing(table));
    const answer = "error" in selected ? selected : await session.ask(planOfSnapshot(table));
    if ("error" in answer && isLockNotFree(answer.error))
      outcomes.add("read table", "not tried", { objects, says: `${name}: its lock is held` });
    else if ("error" in answer)
      outcomes.refuse("read table", answer.error, {
        objects,
        says: `${name} cannot be read`,
        statement: selectNothing(table),
      });
    else if (filters(planSchema.parse(answer.rows[0])["QUERY PLAN"]))
      outcomes.add("read table", "warned", {
        objects,
        says: `the plan of ${name} leaves out rows by row security: they are missing from shapes`,
      });
    else well.push(name);
  }
  if (well.length > 0)
    outcomes.add("read table", "done", { objects: well, says: `${count(well.length, "table")} can be read` });
}

/** Returns which transaction of at least an age making a slot would wait for; null for none that can be seen. */
function waitsFor(
  { transactions, preparedTransactions }: ReachedSnapshot,
  leastAgeMs: number,
): string | null {
  const open = isUnseen(transactions)
    ? undefined
    : transactions.find(({ holdsXid, ageMs }) => holdsXid && ageMs >= leastAgeMs);
  if (open !== undefined)
    return `session ${open.pid} of ${displayName(open.role)} holds a transaction id for ${span(open.ageMs)}`;
  const prepared = isUnseen(preparedTransactions) ? undefined : preparedTransactions[0];
  return prepared === undefined ? null : `the prepared transaction “${prepared.gid}” holds a transaction id`;
}

/** Times that a slot is asked for: an application that writes all the time has a young transaction at any moment. */
const SLOT_TRIES = 3;

/** Asks for a temporary slot until no transaction is in its way, each time under a name of its own; returns the last answer. */
async function makeSlot(session: OwnTrial["session"], temporary: string) {
  for (let tries = 1; ; tries += 1) {
    const name = `${temporary}_${tries}`;
    const statement = temporarySlot(name);
    const made = await session.command(statement);
    if (!("error" in made) || !isLockNotFree(made.error) || tries === SLOT_TRIES)
      return { name, statement, made };
  }
}

/**
 * Returns whether a stream ended for want of its publication, which pgoutput reads at the first change (pgoutput.c, up to 17). A
 * trial rolls its own back, so that a database which is written to has none at that moment.
 */
const isMissing = ({ code, message }: DatabaseError, publication: string): boolean =>
  code === "42704" && message.includes(`"${publication}"`);

/** Makes a temporary slot and streams from it; both end with the session. `waitMs` is how long the server lets one wait. */
export async function trySlot(trial: OwnTrial, temporary: string, waitMs: number): Promise<void> {
  const { session, outcomes, snapshot, slot, publication } = trial;
  outcomes.begin();
  const old = waitsFor(snapshot, waitMs);
  if (old !== null)
    return outcomes.add("create slot", "not tried", { says: `making a slot would wait, because ${old}` });
  const { name, statement, made } = await makeSlot(session, temporary);
  if ("error" in made) {
    const { error } = made;
    if (isLockNotFree(error))
      return outcomes.add("create slot", "not tried", {
        says: `making a slot waits, because ${waitsFor(snapshot, 0) ?? "a transaction holds a transaction id"}`,
      });
    const isThere = !isUnseen(snapshot.slots) && snapshot.slots.some(({ name }) => name === slot);
    // No slot is left for the trial, and Electric has its own.
    if (error.code === "53400" && isThere)
      return outcomes.add("create slot", "not tried", {
        says: "all slots are in use, Electric's among them",
        sqlstate: error.code,
      });
    return outcomes.refuse("create slot", error, { says: "Electric cannot make its slot", statement });
  }
  outcomes.add("create slot", "done", { says: "a temporary slot with pgoutput was made" });
  outcomes.begin();
  const start = startStream(name, publication);
  const streamed = await session.stream(start);
  if ("error" in streamed && snapshot.publication === null && isMissing(streamed.error, publication))
    return outcomes.add("stream", "done", {
      says: `the slot streams; it came to a change, for which Electric makes ${displayName(publication)} first`,
    });
  if ("error" in streamed)
    return outcomes.refuse("stream", streamed.error, { says: "the slot does not stream", statement: start });
  outcomes.add("stream", "done", { says: "the slot streams" });
}
