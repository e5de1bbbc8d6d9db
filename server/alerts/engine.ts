import "server-only";
import type { Database } from "@/lib/databases/database";
import type { CheckReading, DatabaseReading, TrendPoint } from "@/lib/alerts/reading";
import type { StoredRule } from "@/lib/alerts/rule";
import { slotName } from "@/lib/electric/names";
import type { Live } from "@/lib/live/schema";
import type { Snapshot } from "@/lib/snapshot/schema";
import { ignoring } from "../http/log";
import { db } from "../store/db";
import { readCheckTimes } from "../visits/check-times";
import { keepFacts, readChecks } from "./check-reading";
import { decideServer, type ServerInput } from "./decide";
import { endOrphans } from "./orphans";
import { pruneAlerts } from "./prune";
import { readPlaces, type Places } from "./places";
import type { ChannelRef } from "./episode";
import { readRules } from "./rules/stored";
import { removeEmptyRules } from "./rules/empty";
import { isSettled, type KnownStates } from "./settled";
import { readTrend } from "./trend-reading";

/** How often the clock decides what only time changes, ms. */
const CLOCK_MS = 5_000;
/** How often a server is decided whatever this replica believes to know, ms. */
const FULL_MS = 60_000;
/** How long a trend is used before it is read again, ms. */
const TREND_MS = 5 * 60_000;
/** How often what is old is deleted, ms. */
const PRUNE_MS = 60 * 60_000;

export type EngineSources = {
  /** Returns the latest that is known of a database here. */
  latest: (id: string) => Live | null;
  /** Returns whether this replica holds the lease of a database's server. */
  isMine: (id: string) => boolean;
  channels: () => Promise<readonly ChannelRef[]>;
  /** Called when a decision was committed. */
  onDecided: () => void;
  /** Runs before the first look of the clock, again and again until it succeeds. */
  prepare?: () => Promise<void>;
  now?: () => number;
};

type News = NonNullable<ServerInput["news"]>;
const joined = (one: News | null, other: News | null): News | null =>
  one === null || other === null ? (one ?? other) : one === other ? one : "both";

/** Decision of one server that is under way, and the next that waits: decisions of one server never overlap in a process. */
type Turn = { running: boolean; waiting: { news: News | null } | null };

/** The rules of one replica at work: it hears of samples and check runs, and decides for the servers whose lease it holds. */
export class AlertEngine {
  #places: Places = { servers: new Map(), serverOf: new Map() };
  #rules: StoredRule[] = [];
  #channels: readonly ChannelRef[] = [];
  readonly #checks = new Map<string, CheckReading>();
  readonly #trends = new Map<string, { at: number; points: TrendPoint[] }>();
  readonly #known = new Map<string, KnownStates>();
  readonly #decidedAt = new Map<string, number>();
  readonly #turns = new Map<string, Turn>();
  #work: Promise<unknown> = Promise.resolve();
  #ticking: Promise<void> | null = null;
  #prunedAt = -Infinity;
  #closed = false;
  #prepared = false;
  readonly #timer: NodeJS.Timeout;
  readonly #now: () => number;

  constructor(
    private readonly sources: EngineSources,
    clockMs = CLOCK_MS,
  ) {
    this.#now = sources.now ?? Date.now;
    this.#timer = setInterval(() => void this.tick(), clockMs);
    this.#timer.unref();
  }

  /** Takes an event of a watched database: returns at once. */
  onLive(live: Live, isSample: boolean): void {
    // A try that failed counts like a sample: it is all that a rule of a full or unreachable server ever hears.
    const counts = isSample || ["full", "unreachable", "crowded"].includes(live.state);
    const server = this.#places.serverOf.get(live.databaseId);
    if (server === undefined || this.#closed || this.#isSettled(server)) return;
    this.#decideSoon(server, counts ? "sample" : null);
  }

  /** Takes a check run that was kept: returns at once. */
  onCheck(database: Database, snapshot: Snapshot): void {
    if (this.#closed) return;
    const work = this.#hearCheck(database.id, snapshot).catch(
      ignoring("the clock reads the check run again"),
    );
    this.#work = Promise.all([this.#work, work]);
  }

  async #hearCheck(id: string, snapshot: Snapshot): Promise<void> {
    await keepFacts(id, snapshot);
    for (const [known, check] of await readChecks([id])) this.#checks.set(known, check);
    if (!this.#places.serverOf.has(id)) this.#places = await readPlaces();
    const server = this.#places.serverOf.get(id);
    if (server !== undefined) this.#decideSoon(server, "check");
  }

  /** Reads rules, databases and check runs anew and decides what time has changed. Never rejects. */
  tick(): Promise<void> {
    this.#ticking ??= this.#tick()
      .catch(ignoring("the alerts' clock goes on in 5 s"))
      .finally(() => (this.#ticking = null));
    return this.#ticking;
  }

  async #tick(): Promise<void> {
    if (this.#closed) return;
    if (!this.#prepared) await this.sources.prepare?.();
    this.#prepared = true;
    await removeEmptyRules();
    await this.#prune();
    this.#places = await readPlaces();
    this.#rules = await readRules(db());
    this.#channels = await this.sources.channels();
    const mine = [...this.#places.serverOf.keys()].filter((id) => this.sources.isMine(id));
    await this.#readPast(mine);
    await endOrphans({
      servers: new Set(this.#places.servers.keys()),
      channels: this.#channels,
      now: this.#now(),
    });
    const now = this.#now();
    for (const [server, databases] of this.#places.servers) {
      if (!databases.some(({ id }) => this.sources.isMine(id))) continue;
      const due = Math.abs(now - (this.#decidedAt.get(server) ?? -Infinity)) >= FULL_MS;
      if (due || this.#isWaiting(server) || !this.#isSettled(server)) this.#decideSoon(server, null);
    }
    this.sources.onDecided();
  }

  async #prune(): Promise<void> {
    if (Math.abs(this.#now() - this.#prunedAt) < PRUNE_MS) return;
    this.#prunedAt = this.#now();
    await pruneAlerts();
  }

  /** Returns whether time alone can change a state of a server: one that is pending, or fires. */
  #isWaiting(server: string): boolean {
    return [...(this.#known.get(server)?.values() ?? [])].some(({ phase }) => phase !== "quiet");
  }

  async #readPast(ids: readonly string[]): Promise<void> {
    const times = await readCheckTimes(ids);
    const newer = ids.filter((id) => times.get(id) !== this.#checks.get(id)?.at);
    for (const [id, check] of await readChecks(newer)) this.#checks.set(id, check);
    const now = this.#now();
    for (const id of ids) {
      if (Math.abs(now - (this.#trends.get(id)?.at ?? -Infinity)) < TREND_MS) continue;
      this.#trends.set(id, { at: now, points: await readTrend(id) });
    }
    for (const id of this.#trends.keys()) if (!this.#places.serverOf.has(id)) this.#trends.delete(id);
    for (const id of this.#checks.keys()) if (!this.#places.serverOf.has(id)) this.#checks.delete(id);
  }

  #readingOf({ id, name, target }: Database): DatabaseReading {
    return {
      id,
      name,
      role: target.role,
      slot: slotName(target.streamId),
      live: this.sources.isMine(id) ? this.sources.latest(id) : null,
      check: this.#checks.get(id) ?? null,
      trend: this.#trends.get(id)?.points ?? [],
    };
  }

  #inputOf(server: string, news: News | null): ServerInput | null {
    const databases = this.#places.servers.get(server);
    if (databases === undefined) return null;
    return {
      server,
      databases: databases.map(({ id, name, group, sampling }) => ({
        id,
        name,
        group,
        sampled: sampling.on,
      })),
      readings: new Map(databases.map((each) => [each.id, this.#readingOf(each)])),
      own: new Set(databases.flatMap(({ id }) => (this.sources.isMine(id) ? [id] : []))),
      news,
      channels: this.#channels,
      now: this.#now(),
    };
  }

  #isSettled(server: string): boolean {
    const input = this.#inputOf(server, null);
    const known = this.#known.get(server);
    if (input === null || known === undefined) return false;
    return isSettled({ ...input, rules: this.#rules, known });
  }

  #decideSoon(server: string, news: News | null): void {
    const turn = this.#turns.get(server) ?? { running: false, waiting: null };
    this.#turns.set(server, turn);
    turn.waiting = { news: joined(turn.waiting?.news ?? null, news) };
    if (turn.running) return;
    turn.running = true;
    this.#work = Promise.all([this.#work, this.#runTurns(server, turn)]);
  }

  async #runTurns(server: string, turn: Turn): Promise<void> {
    while (turn.waiting !== null && !this.#closed) {
      const { news } = turn.waiting;
      turn.waiting = null;
      await this.#decide(server, news).catch(ignoring("the alerts' clock decides again"));
    }
    turn.running = false;
  }

  async #decide(server: string, news: News | null): Promise<void> {
    const input = this.#inputOf(server, news);
    if (input === null) return;
    // A check run is heard by the replica that ran it; everything else is decided by the one that watches.
    if (input.own.size === 0 && news !== "check") return;
    const decisions = await decideServer(input);
    this.#decidedAt.set(server, input.now);
    this.#known.set(server, new Map(decisions.map(({ ruleId, state }) => [ruleId, state])));
    this.sources.onDecided();
  }

  /** Waits for every decision that is under way, for tests and for the end. */
  async idle(): Promise<void> {
    await this.#ticking;
    let work: Promise<unknown>;
    do {
      work = this.#work;
      await work;
    } while (work !== this.#work);
    this.#work = Promise.resolve();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.idle();
  }
}
