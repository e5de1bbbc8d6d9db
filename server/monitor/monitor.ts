import "server-only";
import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/databases/database";
import { slotName } from "@/lib/electric/names";
import { pointOf } from "@/lib/history/point";
import type { Live } from "@/lib/live/schema";
import { system } from "../context";
import { env } from "../env";
import { NotFound } from "../errors";
import { listDatabases } from "../databases/list";
import { loginOf } from "../databases/login";
import { readDatabase } from "../databases/read";
import type { GuardedClient } from "../watched/guarded-client";
import { LeaseCoordinator } from "./lease-coordinator";
import type { LiveEvent, Viewer } from "./event";
import { ElectricPoller } from "./electric-poller";
import { PrioritySemaphore } from "./priority-semaphore";
import { SampleWriter } from "./sample-writer";
import { answerLimit } from "./pace";
import { poolMark } from "./pool-mark";
import { Servers } from "./servers";
import { WatchedDatabase } from "./watched-database";
import { ReplicaChannel, type Message } from "./replica-channel";
import { tellAlerts } from "../alert-link";
import { ignoring } from "../http/log";

export type MonitorOptions = {
  /** How many servers are sampled at the same moment at most. */
  inFlight: number;
  /** Among how many ms the first samples are spread. */
  spreadMs?: number;
  /** The store's address, to hear the other replicas. */
  store: string;
  /** How long an answer may take at a pace, ms (pace.ts). */
  answerMs?: (everyMs: number) => number;
  /** After how long a login is asked again where it leads, ms. */
  verifyMs?: number;
  /** Pauses between two polls of a running Electric, ms (electric-poller.ts). */
  electricEveryMs?: { looked: number; unseen: number };
};

/** A login is asked again where it leads after this, ms. */
const VERIFY_MS = 10 * 60_000;

const isWatched = ({ sampling, archivedAt }: Database): boolean => sampling.on && archivedAt === null;

/** One replica's watching: the databases with their viewers, the servers that they are on, and what they share. */
export class Monitor {
  readonly replica = randomUUID();
  readonly #databases = new Map<string, WatchedDatabase>();
  readonly #keeper = new SampleWriter();
  readonly #servers: Servers;
  readonly #beat: LeaseCoordinator;
  readonly #wire: ReplicaChannel;
  readonly #electrics: ElectricPoller;
  readonly #spreadMs: number;
  #closed = false;

  constructor({
    inFlight,
    spreadMs = 10_000,
    store,
    answerMs = answerLimit,
    verifyMs = VERIFY_MS,
    electricEveryMs,
  }: MonitorOptions) {
    this.#spreadMs = spreadMs;
    this.#beat = new LeaseCoordinator(this.replica, {
      leases: () => this.#servers.leases,
      looked: () => [...this.#databases.values()].filter((each) => each.hasViewers).map(({ id }) => id),
      databases: () => [...this.#databases.keys()],
      onIdentities: (identities) => this.#servers.learn(identities),
      onLease: (key) => this.#servers.hurry(key),
      onWanted: (key) => void this.#servers.handOver(key),
      onLooked: (id) => this.#servers.of(id)?.hurry(),
      refresh: () => this.#readDatabases(),
    });
    this.#servers = new Servers({
      replica: this.replica,
      beat: this.#beat,
      tell: (kind) => void this.#wire.say({ kind }),
      surroundings: { gate: new PrioritySemaphore(inFlight), login: loginOf, answerMs, verifyMs },
    });
    this.#electrics = new ElectricPoller({
      databases: () => this.#databases.values(),
      isMine: (database) => this.#servers.isMine(database),
      ...(electricEveryMs === undefined ? {} : { everyMs: electricEveryMs }),
    });
    this.#wire = new ReplicaChannel(
      this.replica,
      (message) => void this.#hear(message),
      { open: () => void this.#beat.now(), lost: () => void this.#beat.lostWire() },
      store,
    );
  }

  /** Begins to watch every database that the store knows. What the store does not tell now, it tells within a minute. */
  async start(): Promise<void> {
    await this.#readDatabases().catch(ignoring("databases are read again within a minute"));
    await this.#beat.live();
    await this.#beat.now();
  }

  async #readDatabases(): Promise<void> {
    const all = await listDatabases(system);
    for (const database of all) this.#take(database);
    const known = new Set(all.map(({ id }) => id));
    for (const id of this.#databases.keys()) if (!known.has(id)) await this.#end(id);
  }

  #begin(registered: Database, spreadMs: number): void {
    if (this.#closed) return;
    const database = new WatchedDatabase(registered, {
      lookedElsewhere: (id) => this.#beat.lookedElsewhere.has(id),
      othersPeak: (id) => this.#beat.peaks.get(id),
      onEvent: (event, of, isSample) => this.#spread(event, of, isSample),
      onMark: (id, kind, text) => this.#keeper.mark(id, kind, text),
    });
    this.#databases.set(registered.id, database);
    this.#servers.begin(database, Math.random() * spreadMs);
  }

  #take(registered: Database): void {
    const database = this.#databases.get(registered.id);
    if (database === undefined) this.#begin(registered, this.#spreadMs);
    else if (JSON.stringify(database.registered) !== JSON.stringify(registered))
      this.#servers.change(database, registered);
  }

  async #end(id: string): Promise<void> {
    const database = this.#databases.get(id);
    this.#databases.delete(id);
    if (database !== undefined) await this.#servers.end(database);
  }

  async #reread(id: string): Promise<void> {
    try {
      const registered = await readDatabase(system, id);
      const database = this.#databases.get(id);
      // Its password may be another one, which nothing that is read here shows.
      if (database !== undefined) this.#servers.change(database, registered);
      else this.#begin(registered, 0);
    } catch (error) {
      if (error instanceof NotFound) await this.#end(id);
    }
    await this.#beat.now();
  }

  /** A database was added, changed, archived or removed: it is read again, here and by the other replicas. */
  async changed(id: string): Promise<void> {
    const was = this.#databases.get(id)?.registered;
    await this.#reread(id);
    const is = this.#databases.get(id)?.registered;
    const pool = was && is && poolMark(was.target, is.target);
    if (pool) this.#keeper.mark(id, "pool", pool);
    const [before, after] = [was && isWatched(was), is && isWatched(is)];
    if (before && after === false) this.#keeper.mark(id, "off", "Watching was switched off.");
    if (before === false && after) this.#keeper.mark(id, "on", "Watching was switched on.");
    await this.#wire.say({ kind: "changed", id });
  }

  /** Hears of a database from now on, the latest at once. Returns what ends that, to be called once. */
  watch(id: string, viewer: Viewer): () => void {
    const database = this.#databases.get(id);
    if (database !== undefined) {
      const first = !database.hasViewers;
      const stop = database.watch(viewer);
      if (first) this.#lookedChanged(id);
      return () => {
        stop();
        if (!database.hasViewers) this.#lookedChanged(id);
      };
    }
    // It may have been added through another replica a moment ago.
    let stop: (() => void) | null = null;
    let ended = false;
    void this.#reread(id).then(() => {
      if (!ended && this.#databases.has(id)) stop = this.watch(id, viewer);
    });
    return () => {
      ended = true;
      stop?.();
    };
  }

  #lookedChanged(id: string): void {
    this.#databases.get(id)?.refresh();
    this.#servers.of(id)?.hurry();
    void this.#beat.now().then(() => this.#wire.say({ kind: "looked" }));
  }

  /** Returns the latest that is known of a database, null for one that is not watched here. */
  latest(id: string): Live | null {
    return this.#databases.get(id)?.latest ?? null;
  }

  /** Returns whether this replica holds the lease of a database’s server. */
  isMine(id: string): boolean {
    const database = this.#databases.get(id);
    return database !== undefined && this.#servers.isMine(database);
  }

  /** Returns how many servers this replica watches, and how many databases are on them. */
  get held(): { servers: number; databases: number } {
    const databases = [...this.#databases.values()].filter((each) => each.isOn && this.#servers.isMine(each));
    const servers = new Set(databases.map(({ id }) => this.#servers.of(id)));
    return { servers: servers.size, databases: databases.length };
  }

  /** Returns the most that the others of a database are known to have held over the last week, connections. */
  othersPeak(id: string): number | null {
    return this.#beat.peaks.get(id) ?? null;
  }

  /** Returns the last samples of a database, oldest first. */
  ticks(id: string): readonly Live[] {
    return this.#databases.get(id)?.ticks ?? [];
  }

  /** Leaves a database's server for as long as the work takes: its connection has the watcher's place. @throws Conflict */
  aside<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const database = this.#databases.get(id);
    return database === undefined ? work() : this.#servers.aside(database, work);
  }

  /**
   * Does something on the session of a database's server, between two samples. Does it again on a session of the database's
   * own login where the first login may not do enough. @throws NotFound, NoSession, Conflict
   */
  ask<Result>(
    id: string,
    work: (client: GuardedClient) => Promise<Result>,
    isEnough?: (result: Result) => boolean,
  ): Promise<Result> {
    const database = this.#databases.get(id);
    if (database === undefined) throw new NotFound();
    return this.#servers.ask(database, work, isEnough);
  }

  #spread(event: LiveEvent, database: Database, isSample: boolean): void {
    const { live } = event;
    const point = isSample ? pointOf(live, slotName(database.target.streamId)) : null;
    if (point !== null)
      this.#keeper.keep({
        databaseId: database.id,
        at: live.sampledAt ?? live.sentAt,
        everyMs: live.everyMs,
        point,
      });
    tellAlerts((alerts) => alerts.onLive(live, isSample));
    if (this.#beat.lookedElsewhere.has(database.id)) void this.#wire.say({ kind: "live", live });
  }

  async #hear(message: Message): Promise<void> {
    if (this.#closed) return;
    if (message.kind === "changed") return this.#reread(message.id);
    if (message.kind !== "live") return this.#beat.now();
    const database = this.#databases.get(message.live.databaseId);
    if (database !== undefined && !this.#servers.isMine(database)) database.receive(message.live);
  }

  /** Leaves every server and gives up every lease. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#electrics.close();
    await this.#servers.close();
    await this.#beat.close();
    // Not before: to the others a replica whose wire is gone is gone itself.
    await this.#wire.close();
    // The others take the leases now, and not with their next round.
    await this.#wire.say({ kind: "leases" });
    await this.#keeper.close();
  }
}

declare global {
  var headroomMonitor: Monitor | undefined;
}

/** Returns this process's monitor; the first call starts it. */
export function monitor(): Monitor {
  if (globalThis.headroomMonitor === undefined) {
    const { HEADROOM_SAMPLES_IN_FLIGHT: inFlight, DATABASE_URL: store } = env();
    globalThis.headroomMonitor = new Monitor({ inFlight, store });
    void globalThis.headroomMonitor.start();
  }
  return globalThis.headroomMonitor;
}
