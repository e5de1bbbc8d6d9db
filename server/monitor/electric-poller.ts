import "server-only";
import { logUnexpected } from "../http/log";
import { probeElectric } from "../watched/electric";
import { readElectricMetrics } from "../watched/electric-metrics";
import type { WatchedDatabase } from "./watched-database";

/** How often a running Electric is asked, ms: while a page shows its database, and else. Its answer costs it less than a millisecond. */
const LOOKED_AT_MS = 15_000;
const UNSEEN_MS = 60_000;
const TICK_MS = 1_000;
/** How many are asked at the same moment at most. */
const AT_ONCE = 8;

type Surroundings = {
  databases: () => Iterable<WatchedDatabase>;
  /** Whether it is this replica's to sample a database, and so to ask its Electric. */
  isMine: (database: WatchedDatabase) => boolean;
  /** Pauses between two polls, ms; tests shorten them. */
  everyMs?: { looked: number; unseen: number };
};

/** Asks the running Electric of each watched database for its health, one request a database at a time. */
export class ElectricPoller {
  readonly #asked = new Map<string, { at: number; url: string }>();
  readonly #asking = new Set<string>();
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly around: Surroundings) {
    this.#timer = setInterval(() => this.#poll(), TICK_MS);
    this.#timer.unref();
  }

  #poll(): void {
    const { looked, unseen } = this.around.everyMs ?? { looked: LOOKED_AT_MS, unseen: UNSEEN_MS };
    for (const database of this.around.databases()) {
      const { electricUrl: url } = database.registered.target;
      if (url === null || !database.isOn || !this.around.isMine(database)) continue;
      const last = this.#asked.get(database.id);
      const pause = database.isLookedAt ? looked : unseen;
      const isDue = last === undefined || last.url !== url || performance.now() - last.at >= pause;
      if (!isDue || this.#asking.has(database.id) || this.#asking.size >= AT_ONCE) continue;
      void this.#ask(database, url);
    }
  }

  async #ask(database: WatchedDatabase, url: string): Promise<void> {
    const { signal } = this.#ending;
    this.#asking.add(database.id);
    this.#asked.set(database.id, { at: performance.now(), url });
    try {
      const { electricMetricsUrl } = database.registered.target;
      const [seen, metrics] = await Promise.all([
        probeElectric(url, null, { signal }),
        electricMetricsUrl === null ? null : readElectricMetrics(electricMetricsUrl, { signal }),
      ]);
      if (database.registered.target.electricUrl === url) database.hearElectric(seen, metrics);
    } catch (error) {
      if (!signal.aborted) logUnexpected(error);
    } finally {
      this.#asking.delete(database.id);
    }
  }

  /** Ends every request. */
  close(): void {
    clearInterval(this.#timer);
    this.#ending.abort();
  }
}
