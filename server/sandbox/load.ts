import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { SandboxSettings } from "./settings";

/** The application's processes, in the order in which they connect: 6 always, up to 9 when it is busy. */
const PROCESSES = [
  "shop-web",
  "shop-web",
  "shop-web",
  "shop-web",
  "shop-worker",
  "shop-worker",
  "shop-web",
  "shop-web",
  "shop-reports",
];
const FEWEST = 6;

/** What the shop asks all day; nothing here makes the database grow. */
const QUERIES = [
  "SELECT * FROM products WHERE id = 1 + floor(random() * 120)",
  "SELECT o.id, o.status, sum(i.total) FROM orders AS o JOIN order_items AS i ON i.order_id = o.id WHERE o.customer_id = 1 + floor(random() * 200) GROUP BY o.id",
  "SELECT c.name, count(*) FROM products AS p JOIN categories AS c ON c.id = p.category_id GROUP BY c.name",
  "SELECT avg(stars) FROM reviews WHERE product_id = 1 + floor(random() * 120)",
  "SELECT count(*) FROM page_views WHERE viewed_on = current_date",
  "UPDATE inventory SET in_stock = 20 + floor(random() * 40) WHERE product_id = 1 + floor(random() * 120)",
  "UPDATE carts SET updated_at = now() WHERE id = (SELECT id FROM carts ORDER BY random() LIMIT 1)",
  "SELECT pg_sleep(random() * 0.4)",
];

const oneOf = <T>(items: readonly T[]) => items[Math.floor(Math.random() * items.length)];

type Worker = { stop(): Promise<void> };

/** One connection of the application: it asks, rests, and comes back when it was thrown out. */
function startWorker({ port, passwords }: SandboxSettings, applicationName: string): Worker {
  const stopping = new AbortController();
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const work = async () => {
    const client = new Client({
      host: "127.0.0.1",
      port,
      user: "shop",
      password: passwords.shop,
      database: "postgres",
      application_name: applicationName,
      ssl: { rejectUnauthorized: false },
    });
    client.on("error", () => {});
    try {
      await client.connect();
      while (!stopping.signal.aborted) {
        await client.query(oneOf(QUERIES) ?? "SELECT 1");
        await rest(50 + Math.random() * 900);
      }
    } catch {
      // The database is full, is going down, or an administrator ended the session: try again after the rest below.
    } finally {
      await client.end().catch(() => {});
    }
  };
  const done = (async () => {
    for (; !stopping.signal.aborted; await rest(2000)) await work();
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/**
 * Starts the shop: an application that keeps 6 to 9 connections busy with light queries, changing every few seconds.
 * `stop` resolves when all its connections are closed.
 */
export function startLoad(settings: SandboxSettings): { stop(): Promise<void> } {
  const workers: Worker[] = [];
  const leaving = new Set<Promise<void>>();
  const staff = (count: number) => {
    for (const name of PROCESSES.slice(workers.length, count)) workers.push(startWorker(settings, name));
    for (const worker of workers.splice(count)) {
      const left = worker.stop().finally(() => leaving.delete(left));
      leaving.add(left);
    }
  };
  staff(FEWEST + 1);
  const shift = setInterval(
    () => staff(FEWEST + Math.floor(Math.random() * (PROCESSES.length - FEWEST + 1))),
    5000,
  );
  shift.unref();
  return {
    async stop() {
      clearInterval(shift);
      staff(0);
      await Promise.all(leaving);
    },
  };
}
