import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { startTestStore } from "@/server/store/testing";
import { line, median, ms } from "./figures";
import { startProgram } from "./process";
import { forgetQueries, makeWatched, roundTrips, sessions } from "./scale-databases";
import type { ServerFigures, ViewerFigures } from "./scale-figures";
import { Tidy } from "./tidy";

/** Prints what 500 viewers of one database and 200 watched databases cost, and what each of them gets. */

const VIEWERS = 500;
const CLUSTERS = 4;
const DATABASES = 50;
const SECONDS = 30;
/** How many viewers stop reading. */
const STUCK = 10;
const LATE_MS = 2_000;
/** A list's page looks at so many at a time (app/api/live). */
const LIST = 100;

const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MB`;
const more = (bytes: number) => `${bytes < 0 ? "-" : "+"}${(Math.abs(bytes) / 1024 ** 2).toFixed(1)} MB`;
const tidy = new Tidy();

try {
  // Both processes read the same stored databases.
  process.env.HEADROOM_SECRET = randomBytes(24).toString("hex");
  const store = await startTestStore();
  tidy.later(() => store.stop());
  const watched = await makeWatched(CLUSTERS, DATABASES, tidy);
  const { ids } = watched;
  const server = startProgram("scripts/bench/scale-server.ts", { DATABASE_URL: store.url });
  tidy.later(() => server.stop());
  const { port } = await server.hear<{ port: number }>();
  const readers = startProgram("scripts/bench/scale-viewers.ts");
  tidy.later(() => readers.stop());
  const figures = (tidied = false) => server.ask<ServerFigures>({ ids, tidied });
  const viewers = () => readers.ask<ViewerFigures>({ report: true });

  for (let first = 0; first < ids.length; first += LIST)
    readers.tell({
      port,
      path: `/rows?ids=${ids.slice(first, first + LIST).join()}`,
      times: 1,
      reads: true,
    });
  readers.tell({ port, path: `/one/${ids[0]}`, times: VIEWERS, reads: true });
  const began = performance.now();
  let mostAtStart = 0;
  for (const deadline = Date.now() + 120_000; ; await sleep(100)) {
    mostAtStart = Math.max(mostAtStart, ...(await sessions(watched)));
    const { sampling } = await figures();
    if (sampling === ids.length) break;
    if (Date.now() > deadline) throw new Error(`Only ${sampling} of ${ids.length} databases are sampled.`);
  }
  const identifiedAfter = performance.now() - began;
  await sleep(10_000);

  const before = await figures();
  await viewers();
  await forgetQueries(watched);
  const start = performance.now();
  let most = 0;
  let together = 0;
  for (let second = 0; second < SECONDS; second++) {
    await sleep(1000 * (second + 1) - (performance.now() - start));
    const counts = await sessions(watched);
    most = Math.max(most, ...counts);
    together = Math.max(
      together,
      counts.reduce((sum, count) => sum + count, 0),
    );
  }
  const trips = await roundTrips(watched);
  const seconds = (performance.now() - start) / 1000;
  const heard = await viewers();
  const after = await figures();

  const perSecond = trips.map((count) => count / seconds);
  console.log(
    `${heard.viewers} streams (${VIEWERS} of one database), ${ids.length} watched databases, ${SECONDS} s`,
  );
  // A window may begin just before a sample and end just after one.
  const mostTrips = Math.ceil(seconds) + 1;
  const oneQuery = Math.max(...trips) <= mostTrips && Math.min(...perSecond) >= 0.8;
  line("queries per server and second, least", Math.min(...perSecond).toFixed(2), "at least 0.80");
  line("  median", median(perSecond).toFixed(2));
  line("  most", Math.max(...perSecond).toFixed(2), `at most ${(mostTrips / seconds).toFixed(2)}`);
  line("sessions of all servers, most", String(together), `at most ${CLUSTERS}`);
  line("sessions per server, most", String(most), "at most 1");
  line("  until every database was identified", String(mostAtStart), "at most 1");
  line("  which took", ms(identifiedAfter));
  line("events per viewer, fewest", String(heard.fewest));
  line("behind: median", ms(heard.medianLagMs));
  line("behind: the most of any viewer", ms(heard.mostLagMs), `at most ${LATE_MS} ms`);
  line("memory of the server (RSS)", megabytes(after.rss));
  line("processor of the server", `${((after.cpuMs - before.cpuMs) / seconds / 10).toFixed(0)} % of one`);

  const calm = await figures(true);
  readers.tell({ port, path: `/all?ids=${ids.join()}`, times: STUCK, reads: false });
  const grown: number[] = [];
  let late = await figures();
  for (const deadline = Date.now() + 90_000; late.letGoAfterMs.length < STUCK && Date.now() < deadline;) {
    await sleep(500);
    late = await figures();
    grown.push(late.rss - calm.rss);
  }
  await sleep(5_000);
  const end = await figures(true);
  const letGo = end.letGoAfterMs.length;
  const slowest = Math.max(...end.letGoAfterMs);
  console.log(`${STUCK} viewers that stop reading`);
  line("let go", String(letGo), `all ${STUCK}`);
  line("  after nothing more could be written, the slowest", ms(slowest), "about 10000 ms");
  line("memory of the server, before", megabytes(calm.rss));
  line("  most meanwhile", more(Math.max(...grown)));
  line("  afterwards", more(end.rss - calm.rss));
  line("  buffers, afterwards", more(end.arrayBuffers - calm.arrayBuffers));
  const others = await viewers();
  line("behind meanwhile: the most of any other viewer", ms(others.mostLagMs), `at most ${LATE_MS} ms`);

  const met =
    oneQuery &&
    most <= 1 &&
    mostAtStart <= 1 &&
    together <= CLUSTERS &&
    heard.viewers >= VIEWERS &&
    heard.mostLagMs <= LATE_MS &&
    others.mostLagMs <= LATE_MS &&
    letGo === STUCK &&
    slowest <= 15_000;
  process.exitCode = met ? 0 : 1;
} finally {
  await tidy.all();
}
