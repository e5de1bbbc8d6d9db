import "server-only";
import type { Client } from "pg";
import { ignoring } from "../../http/log";
import { fallback } from "@/lib/log/unlogged";
import { deferred } from "./waiting";

/** Electric tries three times as many connections as a pool has, within this time, before it gives the pool up. */
const GIVES_UP_AFTER = { attempts: 3, ms: 5000 };

const CLOSED = "a connection of the stand-in is closed anyway";

export type Pool = {
  /** Connections that are open now. */
  held(): number;
  /** Resolves when every connection was open at the same time; fails when the pool died before that. */
  ready: Promise<void>;
  /** Resolves with the last error when the pool died, before it was ready or after. */
  died: Promise<Error>;
  /** Asks something light on the connection that rested longest. */
  ping(): void;
  query(sql: string, values: unknown[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens a pool as Electric does: all or nothing, and greedily. A connection that fails or is lost is opened again at
 * once, while the others are held; after 3 × size failures within 5 s the pool dies and lets all of them go
 * (Electric 1.7.12, connection/pool.ex 92-111, 130-140, 197-216).
 */
export function openPool(dial: () => Client, size: number, refused: (error: Error) => void): Pool {
  const open: Client[] = [];
  const dialling = new Set<Promise<void>>();
  const ready = deferred<void>();
  const died = deferred<Error>();
  let failures: number[] = [];
  let over = false;

  async function letGo(): Promise<void> {
    over = true;
    await Promise.all(open.map((client) => client.end().catch(ignoring(CLOSED))));
    await Promise.all(dialling);
  }

  function failed(error: Error): void {
    if (over) return;
    refused(error);
    const now = performance.now();
    failures = [...failures.filter((at) => now - at < GIVES_UP_AFTER.ms), now];
    if (failures.length <= GIVES_UP_AFTER.attempts * size) return dialOne();
    void letGo();
    died.resolve(error);
    ready.reject(error);
  }

  async function join(client: Client): Promise<void> {
    let last = new Error("The connection was closed.");
    client.on("error", (error) => (last = error));
    try {
      await client.connect();
    } catch (error) {
      await client.end().catch(ignoring(CLOSED));
      return failed(error instanceof Error ? error : new Error(String(error)));
    }
    if (over) return client.end().catch(ignoring(CLOSED));
    open.push(client);
    client.once("end", () => {
      open.splice(open.indexOf(client), 1);
      failed(last);
    });
    if (open.length === size) ready.resolve();
  }

  function dialOne(): void {
    const joining = join(dial()).finally(() => dialling.delete(joining));
    dialling.add(joining);
  }

  for (let at = 0; at < size; at += 1) dialOne();
  return {
    held: () => open.length,
    ready: ready.promise,
    died: died.promise,
    ping() {
      const client = open.shift();
      if (client === undefined) return;
      open.push(client);
      client.query("SELECT 1").catch(fallback(undefined, "a lost connection is noticed by its end"));
    },
    async query(sql, values) {
      await open[0]?.query(sql, values);
    },
    close: letGo,
  };
}
