import "server-only";
import { othersPeak } from "../history/others-peak";
import { doChores } from "./chores";
import { BEAT_MS, releaseLeases, takeLeases, tellLooked } from "./lease";

const SLOW_MS = 60_000;

type Around = {
  /** The databases that have a watcher, and those that somebody looks at here. */
  watched: () => string[];
  looked: () => string[];
  /** Told where a database became ours, or somebody began or ceased to look at it elsewhere. */
  onChange: (id: string) => void;
  /** Reads the list of databases anew. */
  refresh: () => Promise<void>;
};

/**
 * What a replica asks its store again and again: which databases are its own to sample, who looks at them elsewhere, and,
 * once a minute, the list of databases, the peaks and the chores. While the store is away what it said last holds.
 */
export class Beat {
  mine: ReadonlySet<string> = new Set();
  lookedElsewhere: ReadonlySet<string> = new Set();
  /** The most that the others held over the last week, connections, by database. */
  readonly peaks = new Map<string, number>();
  #beating: Promise<void> | null = null;
  #again = false;
  #slowAt = -Infinity;
  readonly #timer = setInterval(() => void this.now(), BEAT_MS);

  constructor(
    private readonly replica: string,
    private readonly around: Around,
  ) {
    this.#timer.unref();
  }

  /** Beats at once, and once more where one is under way. Never rejects. */
  async now(): Promise<void> {
    if (this.#beating !== null) {
      this.#again = true;
      return this.#beating;
    }
    this.#beating = this.#all();
    await this.#beating;
  }

  async #all(): Promise<void> {
    do {
      this.#again = false;
      await this.#quick().catch(() => {});
    } while (this.#again);
    this.#beating = null;
    if (performance.now() - this.#slowAt < SLOW_MS) return;
    this.#slowAt = performance.now();
    await this.#slow().catch(() => {});
  }

  async #quick(): Promise<void> {
    const mine = await takeLeases(this.replica, this.around.watched());
    const elsewhere = await tellLooked(this.replica, this.around.looked());
    const before = { mine: this.mine, elsewhere: this.lookedElsewhere };
    this.mine = mine;
    this.lookedElsewhere = elsewhere;
    for (const id of this.around.watched())
      if (mine.has(id) && (!before.mine.has(id) || elsewhere.has(id) !== before.elsewhere.has(id)))
        this.around.onChange(id);
  }

  async #slow(): Promise<void> {
    await this.around.refresh();
    for (const id of this.mine) await this.readPeak(id);
    await doChores();
  }

  async readPeak(id: string): Promise<void> {
    const peak = await othersPeak(id);
    if (peak !== null) this.peaks.set(id, peak.count);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    await releaseLeases(this.replica).catch(() => {});
  }
}
