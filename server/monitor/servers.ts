import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/lib/databases/database";
import type { Connection } from "@/lib/snapshot/connection";
import { Conflict } from "../errors";
import { logUnexpected } from "../http/log";
import type { GuardedClient } from "../watched/guarded-client";
import type { SampleFacts } from "../watched/sample";
import type { LeaseCoordinator } from "./lease-coordinator";
import { Postponed } from "./held";
import { isSame, keepIdentity, type Identity } from "./identity-store";
import { handOverLease, requestLease } from "./lease";
import { sightOf } from "./login-order";
import { ownKeyOf, routeOf, serverKeyOf, turnOf } from "./server-key";
import { ServerWatcher, type ServerSurroundings } from "./server-watcher";
import { stoodAside } from "./stood-aside";
import { Turns } from "./turns";
import type { WatchedDatabase } from "./watched-database";

/** How long another replica may take to give up its session, ms: a check there comes to its end first. */
const CLAIM_MS = 90_000;
const CLAIM_EVERY_MS = 250;
/** Rounds wait for that no longer than this, ms. */
const ROUND_CLAIM_MS = 2_000;

type Options = {
  replica: string;
  beat: LeaseCoordinator;
  /** Tells the other replicas that they should ask the store. */
  tell: (kind: "grouped" | "leases") => void;
  surroundings: Pick<ServerSurroundings, "gate" | "login" | "answerMs" | "verifyMs">;
};

/**
 * The watchers of all servers, and which database is on which. A database of which that is not known has a watcher of its own,
 * until its login has told; then it joins those of the same key.
 */
export class Servers {
  readonly #watchers = new Map<string, ServerWatcher>();
  readonly #homes = new Map<string, ServerWatcher>();
  readonly #turns = new Turns();
  readonly #handing = new Set<string>();
  readonly #around: ServerSurroundings;

  constructor(private readonly options: Options) {
    this.#around = {
      ...options.surroundings,
      mine: ({ leaseKey }) => options.beat.mine.has(leaseKey),
      onArrival: (watcher, database, facts, connection) =>
        this.#arrived(watcher, database, facts, connection),
      inTurn: (watcher, work) => this.#inTurn(watcher, ROUND_CLAIM_MS, work),
    };
  }

  /** The leases of all of them. */
  get leases(): string[] {
    return [...new Set([...this.#watchers.values()].map(({ leaseKey }) => leaseKey))];
  }

  /** Returns the watcher of a database's server. */
  of(id: string): ServerWatcher | undefined {
    return this.#homes.get(id);
  }

  isMine({ id }: WatchedDatabase): boolean {
    const home = this.#homes.get(id);
    return home !== undefined && this.#around.mine(home);
  }

  /** Begins to watch a database; its first sample is due in `firstInMs`. */
  begin(database: WatchedDatabase, firstInMs: number): void {
    this.#settle(database, ownKeyOf(database.id), firstInMs);
  }

  /** Takes new settings of a database, whose login may lead elsewhere now. */
  change(database: WatchedDatabase, registered: Database): void {
    const hasMoved = database.change(registered);
    const before = this.#homes.get(database.id);
    if (hasMoved) this.#settle(database, ownKeyOf(database.id), 0);
    const home = this.#homes.get(database.id);
    // A session with the address as it was is no session with the address as it is.
    if (hasMoved && home === before) void home?.exclusively(() => home.leave());
    home?.retry();
  }

  async end(database: WatchedDatabase): Promise<void> {
    const home = this.#homes.get(database.id);
    this.#homes.delete(database.id);
    home?.remove(database);
    if (home !== undefined) await this.#closeIfEmpty(home);
  }

  async #closeIfEmpty(watcher: ServerWatcher): Promise<void> {
    if (watcher.databases.size > 0) return watcher.hurry();
    if (this.#watchers.get(watcher.key) === watcher) this.#watchers.delete(watcher.key);
    await watcher.close();
  }

  /** Takes what the store knows of the databases' servers, where that is newer. */
  learn(identities: ReadonlyMap<string, Identity>): void {
    for (const { databases } of [...this.#watchers.values()])
      for (const database of [...databases]) {
        const known = identities.get(database.id);
        if (known === undefined || known.route !== routeOf(database.registered)) continue;
        if (known.seenAt <= (database.identity?.seenAt ?? -Infinity)) continue;
        database.identity = known;
        database.verifiedAt = performance.now() - Math.max(0, Date.now() - known.seenAt);
        this.#settle(database, known.key, 0);
      }
  }

  /** Puts a database under a key: a watcher of this database alone gets the key, unless another one has it. */
  #settle(database: WatchedDatabase, key: string, firstInMs: number): void {
    const before = this.#homes.get(database.id);
    if (before?.key === key) return;
    const known = this.#watchers.get(key);
    if (before !== undefined && known === undefined && before.databases.size === 1) {
      this.#watchers.delete(before.key);
      before.key = key;
      this.#watchers.set(key, before);
      return;
    }
    const home = known ?? new ServerWatcher(key, this.#around, firstInMs);
    this.#watchers.set(key, home);
    this.#homes.set(database.id, home);
    before?.remove(database);
    home.add(database);
    if (before !== undefined) void this.#closeIfEmpty(before);
  }

  async #arrived(
    watcher: ServerWatcher,
    database: WatchedDatabase,
    facts: SampleFacts,
    connection: Connection,
  ): Promise<boolean> {
    const { id, registered } = database;
    const own = serverKeyOf(facts, registered, connection.pooler) ?? ownKeyOf(id);
    const { system, startedAt, database: name } = facts;
    const identity = {
      key: own,
      route: routeOf(registered),
      system,
      startedAt,
      database: name,
      sight: sightOf(facts),
    };
    const [known] = this.#sameByAddress(database, identity).filter((other) => other.identity.system !== null);
    const key = known === undefined || system !== null ? own : known.identity.key;
    await this.#keep(database, { ...identity, key });
    // Functions are closed per database: those that could only tell the address follow one that could tell more.
    if (system !== null)
      for (const other of this.#sameByAddress(database, identity))
        if (other.identity.system === null && other.identity.key !== key) {
          await this.#keep(other.database, { ...other.identity, key });
          this.#settle(other.database, key, 0);
        }
    if (watcher.key === key) return true;
    await this.options.beat.take(key).catch(logUnexpected);
    this.#settle(database, key, 0);
    this.options.tell("grouped");
    return this.#homes.get(id) === watcher;
  }

  async #keep(database: WatchedDatabase, identity: Omit<Identity, "seenAt">): Promise<void> {
    if (isSame(database.identity, identity, this.#around.verifyMs)) return;
    database.identity = await keepIdentity(database.id, identity).catch((error: unknown) => {
      logUnexpected(error);
      return { ...identity, seenAt: Date.now() };
    });
  }

  /** The other databases at the same address, which leads to one server, since the same start of it. */
  #sameByAddress(database: WatchedDatabase, { startedAt, key }: Pick<Identity, "startedAt" | "key">) {
    if (key === ownKeyOf(database.id)) return [];
    const turn = turnOf(database.registered);
    return [...this.#watchers.values()].flatMap(({ databases }) =>
      [...databases].flatMap((other) => {
        const { identity } = other;
        const isSameServer =
          other !== database &&
          identity !== null &&
          identity.startedAt === startedAt &&
          identity.key !== ownKeyOf(other.id) &&
          turnOf(other.registered) === turn;
        return isSameServer ? [{ database: other, identity }] : [];
      }),
    );
  }

  /** The watchers that may have a session with the server of an unsettled one, in the order in which they are stood aside. */
  #near(watcher: ServerWatcher): ServerWatcher[] {
    const turns = new Set(watcher.turns);
    const others = [...this.#watchers.values()].filter(
      (other) => other !== watcher && other.isSettled && other.turns.some((turn) => turns.has(turn)),
    );
    return [...others, watcher].sort((a, b) => a.order - b.order);
  }

  /**
   * Runs work of a watcher that does not know its server when no other watcher at the same address has a session, and no
   * other database there is asked where it leads. @throws Postponed where another replica does not give up its own in time
   */
  #inTurn<Result>(watcher: ServerWatcher, claimMs: number, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.through(watcher.turns, async () => {
      const near = this.#near(watcher);
      for (const { leaseKey } of near) await this.#claim(leaseKey, claimMs);
      return stoodAside(near, watcher, work);
    });
  }

  /** Gets a lease, from another replica if need be. @throws Postponed where that does not give it up in time */
  async #claim(key: string, claimMs: number): Promise<void> {
    for (const until = performance.now() + claimMs; ; await sleep(CLAIM_EVERY_MS)) {
      if (await this.options.beat.take(key)) return;
      if (performance.now() > until) throw new Postponed("Another replica has the session.");
      await requestLease(this.options.replica, key);
      this.options.tell("leases");
    }
  }

  /** Gives a lease to the replica that asked for it, when the session is closed. */
  async handOver(key: string): Promise<void> {
    if (this.#handing.has(key)) return;
    this.#handing.add(key);
    try {
      const watchers = [...this.#watchers.values()].filter(({ leaseKey }) => leaseKey === key);
      await stoodAside(watchers, null, async () => {
        this.options.beat.give(key);
        await handOverLease(this.options.replica, key);
      });
      this.options.tell("leases");
    } catch (error) {
      logUnexpected(error);
    } finally {
      this.#handing.delete(key);
    }
  }

  /** Runs work for a database on its server's place, whichever watcher has that by then. */
  async #onPlace<Result>(
    database: WatchedDatabase,
    work: (home: ServerWatcher) => Promise<Result>,
  ): Promise<Result> {
    for (;;) {
      const home = this.#homes.get(database.id);
      if (home === undefined) throw new Conflict("This database is not watched any more.");
      const onIt = async () => (this.#homes.get(database.id) === home ? { result: await work(home) } : null);
      try {
        if (home.isSettled) await this.#claim(home.leaseKey, CLAIM_MS);
        const done = home.isSettled ? await home.exclusively(onIt) : await this.#inTurn(home, CLAIM_MS, onIt);
        if (done !== null) return done.result;
      } catch (error) {
        if (!(error instanceof Postponed)) throw error;
        throw new Conflict(
          "Another replica of Headroom has the session with this server and has not given it up. Try again in a minute.",
        );
      }
    }
  }

  /** Leaves a database's server for as long as work takes. @throws Conflict */
  aside<Result>(database: WatchedDatabase, work: () => Promise<Result>): Promise<Result> {
    this.#homes.get(database.id)?.abandon();
    return this.#onPlace(database, async (home) => {
      await home.leave();
      return work();
    });
  }

  /** Does something on the session of a database's server (ServerWatcher.ask). @throws NoSession, Conflict */
  ask<Result>(
    database: WatchedDatabase,
    work: (client: GuardedClient) => Promise<Result>,
    isEnough?: (result: Result) => boolean,
  ): Promise<Result> {
    return this.#onPlace(database, (home) => home.ask(database, work, isEnough));
  }

  /** A lease became ours: its servers are sampled at once. */
  hurry(key: string): void {
    for (const watcher of this.#watchers.values()) if (watcher.leaseKey === key) watcher.hurry();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()));
  }
}
