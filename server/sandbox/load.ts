import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError } from "pg";
import { fallbackFor, isAbort } from "@/lib/log/unlogged";
import { FEWEST_CHANGING, MOST_CHANGING, type Load } from "@/lib/sandbox/stand-in";
import { ignore, ignoring } from "../http/log";
import { sandboxClient } from "./session";
import type { SandboxSettings } from "./settings";

/** The application's processes, in the order in which they connect: 6 to 9 of them by itself, 15 at most. */
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
  "shop-web",
  "shop-web",
  "shop-worker",
  "shop-worker",
  "shop-web",
  "shop-web",
];

/** Queries that the shop sends all day; none makes the database grow. */
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

type Worker = { connected(): boolean; stop(): Promise<void> };

/** One connection of the application: it asks, rests, and comes back when it was thrown out. */
function startWorker({ port, passwords }: SandboxSettings, applicationName: string): Worker {
  const stopping = new AbortController();
  const rest = (ms: number) =>
    sleep(ms, undefined, { signal: stopping.signal }).catch(fallbackFor(isAbort, undefined));
  let connected = false;
  const work = async () => {
    const client = sandboxClient({
      port,
      user: "shop",
      password: passwords.shop,
      tls: true,
      applicationName,
    });
    try {
      await client.connect();
      connected = true;
      while (!stopping.signal.aborted) {
        await client.query(oneOf(QUERIES) ?? "SELECT 1");
        await rest(50 + Math.random() * 900);
      }
    } catch (error) {
      // The database is full, is going down, or an administrator ended the session: try again after the rest below.
      if (!(error instanceof DatabaseError)) ignore(error, "the application of the sandbox connects again");
    } finally {
      connected = false;
      await client.end().catch(ignoring("the application of the sandbox has left"));
    }
  };
  const done = (async () => {
    for (; !stopping.signal.aborted; await rest(2000)) await work();
  })();
  return {
    connected: () => connected,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

export type Shop = {
  load(): Load;
  /** How many connections it holds now: fewer than it wants where the database is full. */
  held(): number;
  /** Changes how many connections it holds; those that go finish their query first. */
  setLoad(load: Load): void;
  /** Resolves when all its connections are closed. */
  stop(): Promise<void>;
};

/** Starts the shop: an application that keeps its connections busy with light queries, by itself 6 to 9 of them. */
export function startShop(settings: SandboxSettings): Shop {
  const workers: Worker[] = [];
  const leaving = new Set<Promise<void>>();
  let load: Load = "changing";
  const staff = (count: number) => {
    for (const name of PROCESSES.slice(workers.length, count)) workers.push(startWorker(settings, name));
    for (const worker of workers.splice(count)) {
      const left = worker.stop().finally(() => leaving.delete(left));
      leaving.add(left);
    }
  };
  const shift = () => {
    if (load === "changing")
      staff(FEWEST_CHANGING + Math.floor(Math.random() * (MOST_CHANGING - FEWEST_CHANGING + 1)));
  };
  staff(FEWEST_CHANGING + 1);
  const shifts = setInterval(shift, 5000);
  shifts.unref();
  return {
    load: () => load,
    held: () => workers.filter((worker) => worker.connected()).length,
    setLoad(next) {
      load = next;
      if (next === "changing") shift();
      else staff(next);
    },
    async stop() {
      clearInterval(shifts);
      load = 0;
      staff(0);
      await Promise.all(leaving);
    },
  };
}
