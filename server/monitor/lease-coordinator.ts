import "server-only";
import { othersPeak } from "../history/others-peak";
import { runMaintenance } from "./maintenance";
import { readIdentities, type Identity } from "./identity-store";
import { BEAT_MS, dropLeases, releaseLeases, takeLeases, tellLooked } from "./lease";
import { ignoring } from "../http/log";

const SLOW_MS = 60_000;

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
  /** The leases that this replica holds. */
  mine: ReadonlySet<string> = new Set();
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
  readonly #timer = setInterval(() => void this.now(), BEAT_MS);

  constructor(
    private readonly replica: string,
    private readonly around: Around,
  ) {
    this.#timer.unref();
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
    const answer = await takeLeases(this.replica, keys);
    const mine = new Set([...answer.mine, ...this.#taken].filter((key) => !this.#given.has(key)));
    const before = this.mine;
    this.mine = mine;
    for (const key of mine) if (!before.has(key)) this.around.onLease(key);
    for (const key of answer.wanted) this.around.onWanted(key);
    const current = new Set(this.around.leases());
    const left = [...before].filter((key) => !mine.has(key) && !current.has(key));
    await dropLeases(this.replica, left);
  }

  /** Takes one lease where no other replica holds it; returns whether it is ours. */
  async take(key: string): Promise<boolean> {
    if (this.mine.has(key)) return true;
    const { mine } = await takeLeases(this.replica, [key]);
    if (!mine.has(key)) return false;
    this.#taken.add(key);
    this.#given.delete(key);
    this.mine = new Set([...this.mine, key]);
    return true;
  }

  /** Forgets a lease that is given to another replica. */
  give(key: string): void {
    this.#given.add(key);
    this.#taken.delete(key);
    this.mine = new Set([...this.mine].filter((one) => one !== key));
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
    await this.#beating;
    await releaseLeases(this.replica).catch(ignoring("leases run out by themselves"));
  }
}
