import "server-only";
import type { Database } from "@/lib/databases/database";
import type { Connection } from "@/lib/snapshot/connection";
import type { GuardedClient } from "../watched/guarded-client";
import type { Login } from "../watched/login";
import type { SampleFacts } from "../watched/sample";
import { logUnexpected } from "../http/log";
import { WakeableTimer } from "./wakeable-timer";
import type { PrioritySemaphore } from "./priority-semaphore";
import { Abandoned, NoSession, Postponed } from "./held";
import { CROWD_PAUSE_MS, databasePace, isDue, retryPause, serverPace, type Pace } from "./pace";
import { turnOf } from "./server-key";
import { HeartbeatWriter } from "./heartbeat";
import { ServerReader } from "./server-reader";
import { ServerSession } from "./server-session";
import { CROWDED, noAnswer, standingAfter, standingOf } from "./standing";
import type { WatchedDatabase } from "./watched-database";

/** The parts of the monitor that a server's watcher needs. */
export type ServerSurroundings = {
  gate: PrioritySemaphore;
  login: (database: Database) => Promise<Login>;
  /** Whether it is this replica's to sample the server of a watcher. */
  mine: (watcher: ServerWatcher) => boolean;
  /** Told where a login led; returns whether the database still belongs to the watcher. */
  onArrival: (
    watcher: ServerWatcher,
    database: WatchedDatabase,
    facts: SampleFacts,
    connection: Connection,
  ) => Promise<boolean>;
  /** Runs the rounds of a watcher that does not know yet on which server it is, when no other session is there. */
  inTurn: <Result>(watcher: ServerWatcher, work: () => Promise<Result>) => Promise<Result>;
  /** How long an answer may take at a pace, ms. */
  answerMs: (everyMs: number) => number;
  /** After how long a login is asked again where it leads, ms. */
  verifyMs: number;
};

let made = 0;

/** Watches one server for all of its databases: a loop of connect, sample, and stay or leave, on one session (`exclusively`). */
export class ServerWatcher {
  /** Its place in the order in which several watchers are stood aside, so that no two callers wait for each other. */
  readonly order = (made += 1);
  readonly databases = new Set<WatchedDatabase>();
  readonly #session: ServerSession;
  readonly #alarm = new WakeableTimer();
  readonly #reader = new ServerReader();
  readonly #heartbeat = new HeartbeatWriter();
  /** Rounds that failed since the last that succeeded. */
  #failures = 0;
  /** A login of it led elsewhere: until the next one confirms the key, it may be that the server was restarted. */
  #isDoubted = false;
  #isCrowded = false;
  #triedAt = -Infinity;
  #dueAt: number;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    public key: string,
    private readonly around: ServerSurroundings,
    firstInMs: number,
  ) {
    this.#session = new ServerSession({
      login: around.login,
      onArrival: (database, facts, connection) => this.#arrived(database, facts, connection),
    });
    this.#dueAt = performance.now() + firstInMs;
    void this.#run();
  }

  /** Whether it is known on which server it is. */
  get isSettled(): boolean {
    return !this.#isDoubted && [...this.databases].every(({ identity }) => identity?.key === this.key);
  }

  /** The turns of the addresses that its logins lead to, in one order. */
  get turns(): string[] {
    return [...new Set([...this.databases].map(({ registered }) => turnOf(registered)))].sort();
  }

  /** The key of its lease: its server, or the address where that is not known, so that one replica asks there. */
  get leaseKey(): string {
    return this.isSettled || this.databases.size > 1 ? this.key : `turn ${this.turns.join()}`;
  }

  add(database: WatchedDatabase): void {
    this.databases.add(database);
    this.hurry();
  }

  remove(database: WatchedDatabase): void {
    this.databases.delete(database);
  }

  get #on(): WatchedDatabase[] {
    return [...this.databases].filter(({ isOn }) => isOn);
  }

  get #isLookedAt(): boolean {
    return this.#on.some(({ isLookedAt }) => isLookedAt);
  }

  /** Its databases are looked at by more, or fewer, or are others: the pace is another one now. */
  hurry(): void {
    if (this.#isCrowded) return;
    const now = performance.now();
    if (this.#failures > 0) this.#hurryAgain();
    else this.#dueAt = this.#isLookedAt ? now : Math.min(this.#dueAt, now + this.#pace().everyMs);
    if (!this.#isLookedAt && this.#session.isOpen)
      void this.exclusively(async () => (this.#isLookedAt ? undefined : this.#session.close()));
    this.#alarm.ring();
  }

  /** While tries fail, the pause between them is shorter for those who look, and not more. */
  #hurryAgain(): void {
    const soonest = this.#triedAt + this.#pauseAfter("unreachable");
    this.#dueAt = Math.min(this.#dueAt, soonest);
    for (const database of this.#on) database.retryAt = Math.min(database.retryAt, soonest);
  }

  #pauseAfter(state: "full" | "unreachable"): number {
    return retryPause(state, Math.max(1, this.#failures), this.#isLookedAt, Math.random());
  }

  /** The next round is due now, also where tries have failed: a database is another one. */
  retry(): void {
    this.#isCrowded = false;
    this.#failures = 0;
    this.#dueAt = performance.now();
    this.#alarm.ring();
  }

  #pace(): Pace {
    return serverPace(this.#on.map(({ paced }) => paced));
  }

  /** Runs work when nothing else happens on this server through this replica. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(work);
    this.#queue = Promise.allSettled([done]);
    return done;
  }

  /** Leaves the server; for work that runs exclusively. */
  leave(): Promise<void> {
    return this.#session.close();
  }

  /** Gives up an opening that is under way. */
  abandon(): void {
    this.#session.abandon();
  }

  /**
   * Does something on the server's session for one of its databases; for work that runs exclusively. Where what came of it is
   * not enough, because the login may not, it is done again on a session of the database's own login, which takes the place.
   * @throws NoSession, DatabaseError
   */
  async ask<Result>(
    database: WatchedDatabase,
    work: (client: GuardedClient) => Promise<Result>,
    isEnough: (result: Result) => boolean = () => true,
  ): Promise<Result> {
    try {
      if (!this.isSettled || !(await this.#session.ensure(() => this.#on, true)))
        await this.#session.openAs(database, true);
      return await this.#session.askFor(database, work, isEnough);
    } finally {
      if (!this.#isLookedAt || !this.isSettled) await this.#session.close();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm.ring();
    this.#session.abandon();
    await this.exclusively(() => this.#session.close());
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      await this.#alarm.until(this.#dueAt);
      if (this.#closed || performance.now() < this.#dueAt) continue;
      if (this.#on.length === 0 || !this.around.mine(this)) {
        await this.exclusively(() => this.#session.close());
        this.#dueAt = performance.now() + 1_000;
        continue;
      }
      const round = () => this.around.gate.through(this.#isLookedAt, () => this.#round());
      try {
        if (this.isSettled) await this.exclusively(round);
        else await this.around.inTurn(this, round);
      } catch (error) {
        this.#postpone(error);
      }
    }
  }

  /** The store gave no password, or a check took the place while a session was opened: again in a second. */
  #postpone(error: unknown): void {
    this.#dueAt = performance.now() + 1_000;
    if (!(error instanceof Abandoned) && !(error instanceof Postponed)) logUnexpected(error);
  }

  async #round(): Promise<void> {
    if (this.#closed) return;
    const start = performance.now();
    this.#triedAt = start;
    this.#isCrowded = false;
    const pace = this.#pace();
    const answerMs = this.around.answerMs(pace.everyMs);
    const late = setTimeout(() => this.#tellLateness(answerMs), answerMs);
    try {
      if (this.databases.size > 1 && this.isSettled)
        await this.#session.verifyStalest(this.#on, this.around.verifyMs, this.#isLookedAt);
      const reading = await this.#read(start, pace, answerMs);
      if (reading === null) return this.#waitForLogin();
      if (reading.isCrowded) return await this.#stayOut();
      this.#failures = 0;
      await this.#tell(reading, pace);
    } catch (error) {
      if (!(error instanceof NoSession)) return this.#postpone(error);
      this.#fail(error.connection, answerMs);
    } finally {
      clearTimeout(late);
    }
  }

  /** Reads on the session that is open, or on one that is opened now; one that broke while it was held is opened again, once. */
  async #read(start: number, pace: Pace, answerMs: number) {
    const wasOpen = this.#session.isOpen;
    const read = async () =>
      (await this.#session.ensure(() => this.#on, this.#isLookedAt))
        ? this.#reader.read(this.#session, this.#on, { start, everyMs: pace.everyMs, answerMs })
        : null;
    try {
      return await read();
    } catch (error) {
      const isSilent = error instanceof NoSession && error.connection.failure?.kind === "query-timeout";
      if (!wasOpen || isSilent || !(error instanceof NoSession)) throw error;
      return read();
    }
  }

  /** Every database takes the sample that is due for it; then the session is kept, or left where it is in the way. */
  async #tell(reading: Parameters<WatchedDatabase["derive"]>[0], paceBefore: Pace): Promise<void> {
    const due = this.#on.filter((database) =>
      isDue(reading.at - database.takenAt, databasePace(database.paced, paceBefore), paceBefore),
    );
    for (const database of due) database.derive(reading);
    const pace = this.#pace();
    const heartbeat = await this.#heartbeat.write(this.#session, this.#on, paceBefore.everyMs);
    const told = { connection: this.#session.connection, heartbeat };
    for (const database of due) database.tell(reading, databasePace(database.paced, pace), told);
    this.#dueAt = Math.max(reading.at + pace.everyMs, performance.now());
    if (!pace.held) await this.#session.close();
  }

  /** No login may be tried yet. */
  #waitForLogin(): void {
    const now = performance.now();
    this.#dueAt = Math.max(now + 500, Math.min(now + 60_000, ...this.#on.map(({ retryAt }) => retryAt)));
  }

  async #arrived(database: WatchedDatabase, facts: SampleFacts, connection: Connection): Promise<boolean> {
    const stays = await this.around.onArrival(this, database, facts, connection);
    database.verifiedAt = performance.now();
    this.#isDoubted = !stays && this.databases.size > 0;
    return stays;
  }

  /** Tells viewers when there has been no answer for too long, whatever is still tried. */
  #tellLateness(answerMs: number): void {
    for (const database of this.#on) if (database.isLookedAt) database.fail(noAnswer(answerMs), null, false);
  }

  #fail(connection: Connection, answerMs: number): void {
    this.#failures += 1;
    const { state } = standingOf(connection);
    const pause = this.#pauseAfter(state);
    this.#dueAt = performance.now() + pause;
    for (const database of this.#on) database.fail(this.#standingFor(database, connection, answerMs), pause);
  }

  /** A login that failed by itself in this round has its own words, which tell of its own user and database. */
  #standingFor({ failed }: WatchedDatabase, ofServer: Connection, answerMs: number) {
    const isOwn = failed !== null && failed.at >= this.#triedAt;
    return standingAfter(isOwn ? failed.connection : ofServer, answerMs);
  }

  async #stayOut(): Promise<void> {
    await this.#session.close();
    this.#isCrowded = true;
    this.#dueAt = performance.now() + CROWD_PAUSE_MS;
    for (const database of this.#on) database.fail({ state: "crowded", trouble: CROWDED }, CROWD_PAUSE_MS);
  }
}
