import "server-only";
import type { PoolClient } from "pg";
import { reportedElsewhere } from "@/lib/log/unlogged";
import { storePool } from "../store/db";

/** First half of the advisory locks that keep checks apart; the second is the database's id, hashed by the store. */
const CHECKS = 4_172_333;

type CheckLocks = {
  session: Promise<PoolClient> | null;
  /** Databases that this process checks or tries now, with the session that holds the lock; null until it does. */
  holders: Map<string, PoolClient | null>;
  /** The last statement on the session: one goes after the other. */
  last: Promise<unknown>;
};

declare global {
  // Next loads a module once per bundle; the locks have to be those of the process.
  var headroomCheckLocks: CheckLocks | undefined;
}

const locks = (): CheckLocks =>
  (globalThis.headroomCheckLocks ??= {
    session: null,
    holders: new Map(),
    last: Promise.resolve(),
  });

/** Gives the session up: the store lets go of its locks. One that failed never goes back to the pool. */
function end(client: PoolClient, failed: boolean): void {
  locks().session = null;
  client.release(failed);
}

/** Returns the session that holds all locks of this process, opened with the first of them. */
async function sessionOf(): Promise<PoolClient> {
  const held = locks();
  held.session ??= storePool().connect();
  try {
    return await held.session;
  } catch (error) {
    held.session = null;
    throw error;
  }
}

/** Asks the session that holds the locks. @throws the store's error, after which the session is given up */
async function callLockFunction(client: PoolClient, call: string, databaseId: string): Promise<boolean> {
  const query = () =>
    client.query<{ yes: boolean }>(`SELECT ${call}($1, hashtext($2)) AS yes`, [CHECKS, databaseId]);
  const answer = locks().last.then(query);
  // Its caller hears of an error; the next statement waits for the end alone.
  locks().last = answer.catch(reportedElsewhere);
  try {
    return (await answer).rows[0]?.yes === true;
  } catch (error) {
    if ((await locks().session) === client) end(client, true);
    throw error;
  }
}

async function take(databaseId: string): Promise<boolean> {
  const { holders } = locks();
  // The locks of one session do not keep it from itself.
  if (holders.has(databaseId)) return false;
  holders.set(databaseId, null);
  let mine = false;
  try {
    const client = await sessionOf();
    mine = await callLockFunction(client, "pg_try_advisory_lock", databaseId);
    if (mine) holders.set(databaseId, client);
    return mine;
  } finally {
    if (!mine) await forget(databaseId);
  }
}

/** Forgets a database; the session goes back to the pool with the last of them. */
async function forget(databaseId: string): Promise<void> {
  const { holders, session } = locks();
  holders.delete(databaseId);
  if (holders.size > 0 || session === null) return;
  const client = await session;
  if (holders.size === 0 && locks().session === session) end(client, false);
}

async function letGo(databaseId: string): Promise<void> {
  const { holders, session } = locks();
  const client = holders.get(databaseId);
  try {
    // With a session that was given up its locks went too.
    if (client && (await session) === client)
      await callLockFunction(client, "pg_advisory_unlock", databaseId);
  } finally {
    await forget(databaseId);
  }
}

/**
 * Runs work for a database unless this process or another replica is at it; returns whether it ran. All locks are held by
 * one session of our store, which ends with this process. A session for each would take the whole pool: ten checks of
 * servers that hang left no page an answer.
 */
export async function underLock(databaseId: string, work: () => Promise<void>): Promise<boolean> {
  if (!(await take(databaseId))) return false;
  try {
    await work();
    return true;
  } finally {
    await letGo(databaseId);
  }
}
