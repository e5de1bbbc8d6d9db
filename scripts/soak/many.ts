import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { defaultSampling } from "@/lib/databases/database";
import { db } from "@/server/store/db";
import { line, median, ms, timed } from "../bench/figures";
import { coresOver, residentMegabytes } from "./cpu";
import type { Proxy } from "./proxy";
import type { Replica } from "./replica";
import { sampledSince } from "./samples";
import { makeDatabase, type WatchedServer } from "./watched";

const MEASURED_MS = 60_000;
const SETTLED_MS = 20_000;
const ANSWERS = 20;
/** The time for the first sample of each database, ms. */
const PATIENCE = 300_000;

/** Adds databases until there are so many, at the pace that a new database has. */
async function fill(servers: readonly WatchedServer[], there: number, many: number): Promise<void> {
  const { idleMs } = defaultSampling;
  const asUsual = JSON.stringify({ idleMs });
  await db().execute(sql`UPDATE profiles SET sampling = sampling || ${asUsual}::jsonb`);
  const fillOne = async (server: WatchedServer, index: number) => {
    for (let number = there + index; number < many; number += servers.length)
      await makeDatabase(server, `more_${number}`, idleMs);
  };
  await Promise.all(servers.map(fillOne));
}

/** Prints what one replica takes that watches so many databases at idle pace, and how long its overview takes. */
export async function manyDatabases(
  many: number,
  there: number,
  {
    servers,
    replica,
    proxy,
    cookie,
  }: {
    servers: readonly WatchedServer[];
    replica: Replica;
    proxy: Proxy;
    cookie: Record<string, string>;
  },
): Promise<boolean> {
  await fill(servers, there, many);
  const since = Date.now();
  await replica.start();
  for (const deadline = since + PATIENCE; (await sampledSince(since)) < many; await sleep(1_000))
    if (Date.now() > deadline)
      throw new Error(`Only ${await sampledSince(since)} of ${many} databases are sampled.`);
  console.log(
    `\n${many} databases on ${servers.length} servers in one replica, a sample every ${defaultSampling.idleMs / 1000} s`,
  );
  line("every database sampled once, after the start", ms(Date.now() - since));
  // What the start and the identification of the last login still have to do is over then.
  await sleep(SETTLED_MS);
  const cores = await coresOver(replica.pid, MEASURED_MS);
  line(`cores over ${MEASURED_MS / 1000} s`, cores.toFixed(3), "below 0.5");
  line("memory (RSS)", `${residentMegabytes(replica.pid).toFixed(0)} MB`);
  const times: number[] = [];
  let bytes = 0;
  for (let time = 0; time < ANSWERS; time++)
    times.push(
      await timed(async () => {
        const answer = await fetch(`${proxy.url}/`, { headers: cookie });
        if (!answer.ok) throw new Error(`The overview answered ${answer.status}.`);
        bytes = (await answer.arrayBuffer()).byteLength;
      }),
    );
  line("overview, whole answer (first)", ms(times[0] ?? NaN));
  line(`overview, whole answer (median of ${ANSWERS})`, ms(median(times)));
  line("  longest", ms(Math.max(...times)));
  line("  size before compression", `${(bytes / 1000).toFixed(0)} kB`);
  return cores < 0.5;
}
