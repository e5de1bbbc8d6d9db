import "server-only";
import { othersPeak } from "../history/others-peak";
import { runMaintenance } from "./maintenance";
import { readIdentities, type Identity } from "./identity-store";
import { ALIVE_MS, endLife, giveSignOfLife, LIFE_EVERY_MS, outliveSession } from "./life";
import { BEAT_MS, dropLeases, releaseLeases, takeLeases, tellLooked } from "./lease";
import { ignore, ignoring } from "../http/log";

const SLOW_MS = 60_000;
const NONE: ReadonlySet<string> = new Set();

type Around = {
  /** The leases of the servers that are watched, and the databases that are looked at here. */
  leases: () => string[];
  looked: () => string[];
  databases: () => string[];
  /** Told on which server each database is, as far as it is known. */
  onIdentities: (identities: ReadonlyMap<string, Identity>) => void;
  /** Told a lease that became ours. */
  onLease: (key: string) => void;
  /** Told a lease of ours that another replica asks for. */
  onWanted: (key: string) => void;
  /** Told a database that began or ceased to be looked at elsewhere. */
  onLooked: (id: string) => void;
  /** Reads the list of databases anew. */
  refresh: () => Promise<void>;
};

/**
 * The questions that a replica asks its store again and again: on which server each database is, which servers are its own
 * to sample, which databases are looked at elsewhere. Once a minute the list of databases, the peaks and the chores follow.
 * If the store is unreachable, its last answers stay in effect.
 */
export class LeaseCoordinator {
  #mine = NONE;
  lookedElsewhere: ReadonlySet<string> = new Set();
  /** The most that the others held over the last week, connections, by database. */
  readonly peaks = new Map<string, number>();
  #beating: Promise<void> | null = null;
  #again = false;
  #slowAt = -Infinity;
  #closed = false;
  /** Leases that were taken and given while the store was asked for all of them. */
  readonly #taken = new Set<string>();
  readonly #given = new Set<string>();
  /** The last moment at which this process was seen to run, ms of performance.now(), and how often it stood still before. */
  #ranAt = performance.now();
  #pauses = 0;
  #living: Promise<void> | null = null;
  readonly #timer = setInterval(() => void this.now(), BEAT_MS);
  readonly #lifeTimer = setInterval(() => void this.live(), LIFE_EVERY_MS);

  constructor(
    private readonly replica: string,
    private readonly around: Around,
  ) {
    this.#timer.unref();
    this.#lifeTimer.unref();
  }

  /**
   * The leases that this replica holds. A process that stood still holds none until the store has said so again: another replica
   * took it for gone meanwhile.
   */
  get mine(): ReadonlySet<string> {
    return this.#hasPaused ? NONE : this.#mine;
  }

  get #hasPaused(): boolean {
    return performance.now() - this.#ranAt > ALIVE_MS;
  }

  /** Gives a sign of life, and takes what is free where another replica gives none. Never rejects. */
  async live(): Promise<void> {
    const hasPaused = this.#hasPaused;
    this.#ranAt = performance.now();
    if (hasPaused) {
      this.#pauses += 1;
      this.#mine = NONE;
      void this.now();
    }
    this.#living ??= this.#giveSign().finally(() => (this.#living = null));
    await this.#living;
  }

  async #giveSign(): Promise<void> {
    const freed = await giveSignOfLife(this.replica).catch((error: unknown) => {
      ignore(error, "the next sign of life is given in a second");
      return false;
    });
    if (freed) await this.now();
  }

  /** The session by which the other replicas know this process is gone: they may have taken its leases. Never rejects. */
  async lostWire(): Promise<void> {
    await outliveSession(this.replica).catch(ignoring("the next session tells the same"));
    await this.now();
  }

  /** Beats at once, and once more where one is under way. Never rejects. */
  async now(): Promise<void> {
    // A stream that ends after us must not take the leases again, for which another replica would wait.
    if (this.#closed) return;
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
      await this.#quick().catch(ignoring("leases are renewed with the next round"));
    } while (this.#again);
    this.#beating = null;
    if (this.#closed) return;
    if (performance.now() - this.#slowAt < SLOW_MS) return;
    this.#slowAt = performance.now();
    await this.#slow().catch(ignoring("the store is tidied with the next round"));
  }

  async #quick(): Promise<void> {
    this.around.onIdentities(await readIdentities());
    await this.#renew();
    const elsewhere = await tellLooked(this.replica, this.around.looked());
    const before = this.lookedElsewhere;
    this.lookedElsewhere = elsewhere;
    for (const id of this.around.databases())
      if (elsewhere.has(id) !== before.has(id)) this.around.onLooked(id);
  }

  async #renew(): Promise<void> {
    const keys = this.around.leases();
    this.#taken.clear();
    this.#given.clear();
    const pauses = this.#pauses;
    const answer = await takeLeases(this.replica, keys);
    // The answer is from before this process stood still.
    if (this.#hasPaused || this.#pauses !== pauses) return void (this.#again = true);
    const mine = new Set([...answer.mine, ...this.#taken].filter((key) => !this.#given.has(key)));
    const before = this.#mine;
    this.#mine = mine;
    for (const key of mine) if (!before.has(key)) this.around.onLease(key);
    for (const key of answer.wanted) this.around.onWanted(key);
    const current = new Set(this.around.leases());
    const left = [...before].filter((key) => !mine.has(key) && !current.has(key));
    await dropLeases(this.replica, left);
  }

  /** Takes one lease where no other replica holds it; returns whether it is ours. */
  async take(key: string): Promise<boolean> {
    if (this.mine.has(key)) return true;
    const pauses = this.#pauses;
    const { mine } = await takeLeases(this.replica, [key]);
    if (!mine.has(key) || this.#hasPaused || this.#pauses !== pauses) return false;
    this.#taken.add(key);
    this.#given.delete(key);
    this.#mine = new Set([...this.#mine, key]);
    return true;
  }

  /** Forgets a lease that is given to another replica. */
  give(key: string): void {
    this.#given.add(key);
    this.#taken.delete(key);
    this.#mine = new Set([...this.#mine].filter((one) => one !== key));
  }

  async #slow(): Promise<void> {
    await this.around.refresh();
    for (const id of this.around.databases()) await this.readPeak(id);
    await runMaintenance();
  }

  async readPeak(id: string): Promise<void> {
    const peak = await othersPeak(id);
    if (peak !== null) this.peaks.set(id, peak.count);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    clearInterval(this.#lifeTimer);
    await this.#living;
    await this.#beating;
    await releaseLeases(this.replica).catch(ignoring("leases run out by themselves"));
    await endLife(this.replica).catch(ignoring("a replica without signs of life counts as gone"));
  }
}
