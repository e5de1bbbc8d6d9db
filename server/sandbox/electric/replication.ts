import "server-only";
import type { Client } from "pg";
import { z } from "zod";
import { DISPLAY_SETTINGS, FACTS, IDENTIFY_SYSTEM, type ReplicationSql } from "./sql";
import { deferred } from "./waiting";
import { readStream, statusUpdate } from "./wire";
import { ignoring } from "../../http/log";

/** Electric reports to the server at least so often (Electric 1.7.12, replication_client.ex 646-649). */
const reportEveryMs = (walSenderTimeoutMs: number): number =>
  walSenderTimeoutMs === 0 ? 15_000 : Math.min(walSenderTimeoutMs / 3, 15_000);

/** SQLSTATE of what is there already, and of what is not. */
const DUPLICATE = "42710";
const UNDEFINED = "42704";
const NOT_ALLOWED = "42501";

const factsSchema = z.object({ pid: z.number(), timeout: z.number() });

export type Replication = {
  connected(): boolean;
  /** Resolves with the reason when the connection is gone. */
  ended: Promise<Error>;
  /** The walsender's process, once it is known. */
  pid(): number | null;
  connect(): Promise<void>;
  /** Waits for Electric's advisory lock, which this connection then holds. */
  lock(): Promise<void>;
  /** Makes publication and slot where they are not there. */
  prepare(): Promise<void>;
  /** Resolves when WAL streams. */
  stream(): Promise<void>;
  close(): Promise<void>;
};

/** Sends SQL for which one outcome besides success is as good. Returns whether it was success. */
async function unless(code: string, client: Client, sql: string): Promise<boolean> {
  try {
    await client.query(sql);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) return false;
    throw error;
  }
}

/**
 * Makes the publication and returns whether it was missing. Where the role may not, one that is there is as good: it is
 * another role's, as in manual mode (Electric 1.7.12, connection_setup.ex 149-215).
 */
async function makesPublication(client: Client, sql: ReplicationSql): Promise<boolean> {
  try {
    return await unless(DUPLICATE, client, sql.createPublication);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === NOT_ALLOWED)) throw error;
    const { rowCount } = await client.query(sql.publicationThere);
    if (rowCount === 0) throw error;
    return false;
  }
}

/**
 * Returns Electric's replication connection before it is open: a walsender that holds the lock, makes publication and
 * slot, and streams, with a report of its progress as Postgres asks for it (Electric 1.7.12, connection_setup.ex 58-358).
 */
export function replicationOn(client: Client, sql: ReplicationSql): Replication {
  const ended = deferred<Error>();
  let last = new Error("The replication connection was closed.");
  let connected = false;
  let pid: number | null = null;
  let upTo = 0n;
  let everyMs = reportEveryMs(0);
  let reports: NodeJS.Timeout | undefined;
  client.on("error", (error) => (last = error));
  client.once("end", () => {
    connected = false;
    clearInterval(reports);
    ended.resolve(last);
  });
  const report = () => {
    if (connected) client.connection.stream.write(statusUpdate(upTo, Date.now()));
  };
  const hear = ({ chunk }: { chunk: Buffer }) => {
    const said = readStream(chunk);
    if (said === null) return;
    if (said.upTo > upTo) upTo = said.upTo;
    if (said.wantsReply) report();
  };
  return {
    connected: () => connected,
    ended: ended.promise,
    pid: () => pid,
    async connect() {
      await client.connect();
      connected = true;
      await client.query(IDENTIFY_SYSTEM);
      const { rows } = await client.query(FACTS);
      const facts = factsSchema.parse(rows[0]);
      pid = facts.pid;
      everyMs = reportEveryMs(facts.timeout);
    },
    async lock() {
      await client.query(sql.takeLock);
    },
    async prepare() {
      if (await makesPublication(client, sql)) await unless(UNDEFINED, client, sql.dropSlot);
      await unless(DUPLICATE, client, sql.createSlot);
      for (const setting of DISPLAY_SETTINGS) await client.query(setting);
    },
    async stream() {
      const started = deferred<void>();
      client.connection.once("replicationStart", () => started.resolve());
      client.connection.on("copyData", hear);
      // Its promise settles when the stream ends: only a failure before that is news.
      client.query(sql.startReplication).catch((error: Error) => started.reject(error));
      await started.promise;
      reports = setInterval(report, everyMs);
      reports.unref();
    },
    async close() {
      clearInterval(reports);
      await client.end().catch(ignoring("a connection of the stand-in is closed anyway"));
    },
  };
}
