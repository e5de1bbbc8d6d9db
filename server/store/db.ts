import "server-only";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type ClientBase, type PoolClient } from "pg";
import { fallback } from "@/lib/log/unlogged";
import { env } from "../env";
import { ignoring } from "../http/log";
import * as schema from "./schema";

export type Db = NodePgDatabase<typeof schema>;
/** A transaction, or the store itself. */
export type Tx = Pick<Db, "select" | "insert" | "update" | "delete" | "execute">;

type Store = { url: string; pool: Pool; db: Db };

declare global {
  // Next loads a module once per bundle; the store has to be one for the process.
  var headroomStore: Store | undefined;
}

/** Every statement of ours counts on seeing what was committed before it, whatever the store's database was given as default. */
const READ_COMMITTED = { isolationLevel: "read committed" } as const;

/** How long a statement may take, ms: the server ends it first, and one that is silent is given up after it. */
type Patience = { statement: number; answer: number; connections: number };

/** For pages, actions and streams: a person waits. */
const SOON: Patience = { statement: 8_000, answer: 10_000, connections: 10 };
/** For roll-ups and pruning, which can have a year to go through. */
const LATE: Patience = { statement: 590_000, answer: 600_000, connections: 1 };

/**
 * A process that stands still within a transaction loses its locks as well, for which other replicas wait, ms. A busy machine makes a pause
 * between two statements longer than either of them.
 */
const STANDS_STILL_MS = 30_000;

const prepare = ({ statement }: Patience) =>
  async function (client: ClientBase): Promise<void> {
    await client.query(
      `SET default_transaction_isolation = 'read committed'; SET statement_timeout = ${statement};
       SET idle_in_transaction_session_timeout = ${Math.max(statement, STANDS_STILL_MS)}`,
    );
  };

function open(url: string, patience: Patience = SOON): Store {
  const pool = new Pool({
    connectionString: url,
    max: patience.connections,
    application_name: "headroom-store",
    connectionTimeoutMillis: 10_000,
    query_timeout: patience.answer,
    onConnect: prepare(patience),
  });
  pool.on("error", ignoring("an idle connection of the store is replaced at its next use"));
  // Without a listener the event would end the process.
  const failed = fallback(undefined, "the statement under way on this connection fails with it");
  pool.on("connect", (client) => client.on("error", failed));
  const over = { schema, casing: undefined };
  const db: Db = drizzle(pool, over);
  // drizzle-orm 0.45.4 keeps a connection for good when its BEGIN fails (node-postgres/session.js 180-186); here it goes back.
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    // One whose store fell silent still waits for its answer: it never goes back to the pool.
    let silent = false;
    try {
      return await drizzle(client, over).transaction(work, { ...READ_COMMITTED, ...config });
    } catch (error) {
      silent = isSilence(error);
      throw error;
    } finally {
      client.release(silent);
    }
  };
  return { url, pool, db };
}

/** The driver's own words for an answer that did not come (pg/lib/client.js). */
function isSilence(error: unknown): boolean {
  return error instanceof Error && (error.message === "Query read timeout" || isSilence(error.cause));
}

const store = (): Store => (globalThis.headroomStore ??= open(env().DATABASE_URL));

/** Points this process at another store: for tests. */
export function pointStoreAt(url: string): void {
  globalThis.headroomStore = open(url);
}

/** Returns our own Postgres as drizzle sees it: one pool of at most 10 connections per process. */
export const db = (): Db => store().db;

/** Returns where our own Postgres is, with its password: for a connection beside the pool. */
export const storeUrl = (): string => store().url;

/** Returns the pool behind `db`, for libraries that want one. */
export const storePool = (): Pool => store().pool;

/** Runs work on one connection of its own, for session-level advisory locks. */
export async function withConnection<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await store().pool.connect();
  let silent = false;
  try {
    return await work(client);
  } catch (error) {
    silent = isSilence(error);
    throw error;
  } finally {
    client.release(silent);
  }
}

/** Runs work that may take minutes on a connection of its own to the same store, closed after it. */
export async function withPatience<Result>(
  work: (db: NodePgDatabase, client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const { pool } = open(store().url, LATE);
  try {
    const client = await pool.connect();
    try {
      return await work(drizzle(client), client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** Closes every connection to the store. */
export async function closeStore(): Promise<void> {
  const open = globalThis.headroomStore;
  globalThis.headroomStore = undefined;
  await open?.pool.end();
}
