import "server-only";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type ClientBase, type PoolClient } from "pg";
import { env } from "../env";
import * as schema from "./schema";

export type Db = NodePgDatabase<typeof schema>;
/** A transaction, or the store itself. */
export type Tx = Pick<Db, "select" | "insert" | "update" | "delete" | "execute">;

type Store = { pool: Pool; db: Db };

declare global {
  // Next loads a module once per bundle; the store has to be one for the process.
  var headroomStore: Store | undefined;
}

/** Every statement of ours counts on seeing what was committed before it, whatever the store's database was given as default. */
const READ_COMMITTED = { isolationLevel: "read committed" } as const;

async function prepare(client: ClientBase): Promise<void> {
  await client.query("SET default_transaction_isolation = 'read committed'");
}

function open(url: string): Store {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    application_name: "headroom-store",
    connectionTimeoutMillis: 10_000,
    onConnect: prepare,
  });
  // An idle connection that the server ends is replaced at the next use.
  pool.on("error", () => {});
  // One that breaks in the hands of a transaction fails its statements; unheard, the event would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  const over = { schema, casing: undefined };
  const db: Db = drizzle(pool, over);
  // drizzle-orm 0.45.4 keeps a connection for good when its BEGIN fails (node-postgres/session.js 180-186); here it goes back.
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    try {
      return await drizzle(client, over).transaction(work, { ...READ_COMMITTED, ...config });
    } finally {
      client.release();
    }
  };
  return { pool, db };
}

const store = (): Store => (globalThis.headroomStore ??= open(env().DATABASE_URL));

/** Points this process at another store: for tests. */
export function pointStoreAt(url: string): void {
  globalThis.headroomStore = open(url);
}

/** Returns our own Postgres as drizzle sees it: one pool of at most 10 connections per process. */
export const db = (): Db => store().db;

/** Returns the pool behind `db`, for libraries that want one. */
export const storePool = (): Pool => store().pool;

/** Runs work on one connection of its own, for session-level advisory locks. */
export async function withConnection<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await store().pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** Closes every connection to the store. */
export async function closeStore(): Promise<void> {
  const open = globalThis.headroomStore;
  globalThis.headroomStore = undefined;
  await open?.pool.end();
}
