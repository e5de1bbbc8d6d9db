import "server-only";
import type { Connection } from "@/lib/snapshot/connection";
import type { Database } from "@/lib/databases/database";
import type { GuardedClient } from "../watched/guarded-client";
import type { Login } from "../watched/login";
import type { SampleFacts } from "../watched/sample";
import type { KnownSystem } from "../watched/server-facts";
import { Held, NoSession } from "./held";
import { isMetBy, loginOrder } from "./login-order";
import { retryPause } from "./pace";
import { standingOf } from "./standing";
import type { WatchedDatabase } from "./watched-database";

/** Logins that are tried in one round at most: a server is not to be knocked at by all of them. */
const TRIES = 4;

export type SessionSurroundings = {
  login: (database: Database) => Promise<Login>;
  /** Told where a login led; returns whether the database still belongs to this server. */
  onArrival: (database: WatchedDatabase, facts: SampleFacts, connection: Connection) => Promise<boolean>;
};

type Work<Result> = (client: GuardedClient, facts: SampleFacts) => Promise<Result>;

/** The one session of a server, with the choice of the login that it is opened with. */
export class ServerSession {
  readonly #held = new Held();
  /** The database whose login the session was opened with last. */
  #served: string | null = null;

  constructor(private readonly around: SessionSurroundings) {}

  get isOpen(): boolean {
    return this.#held.isOpen;
  }

  /** How the open session came about; null where none is open. */
  get connection(): Connection | null {
    return this.#held.connection;
  }

  /** Opens a session with the login of one database. @throws NoSession, which counts as a failure of that login */
  async openAs(database: WatchedDatabase, isLookedAt: boolean): Promise<SampleFacts> {
    const { identity } = database;
    const known: KnownSystem | null =
      identity === null ? null : { system: identity.system, startedAt: identity.startedAt };
    try {
      const facts = await this.#held.open(await this.around.login(database.registered), known);
      database.failures = 0;
      database.failed = null;
      database.retryAt = -Infinity;
      this.#served = database.id;
      return facts;
    } catch (error) {
      if (!(error instanceof NoSession)) throw error;
      database.failures += 1;
      database.failed = { connection: error.connection, at: performance.now() };
      const { state } = standingOf(error.connection);
      database.retryAt = performance.now() + retryPause(state, database.failures, isLookedAt, Math.random());
      throw error;
    }
  }

  /**
   * Sees to it that a session is open, with the login that sees most among those that work. A login that leads to another
   * server by now is left out. Returns whether one is open: none is where no database is left, or no login is due.
   * @throws NoSession with the failure of the first login that was tried
   */
  async ensure(databases: () => readonly WatchedDatabase[], isLookedAt: boolean): Promise<boolean> {
    if (this.isOpen && !this.#isOutranked(databases())) return true;
    let first: NoSession | null = null;
    const failed: Connection[] = [];
    for (let tries = 0; tries < TRIES; tries += 1) {
      const [database] = loginOrder(databases(), this.#served, performance.now()).filter(
        ({ registered }) => !failed.some((connection) => isMetBy(connection, registered)),
      );
      if (database === undefined) break;
      try {
        const facts = await this.openAs(database, isLookedAt);
        if (await this.#stays(database, facts)) return true;
        await this.close();
      } catch (error) {
        if (!(error instanceof NoSession)) throw error;
        first ??= error;
        failed.push(error.connection);
      }
    }
    if (first !== null) throw first;
    return false;
  }

  /**
   * Asks the login that was asked longest ago where it leads, if that was more than `verifyMs` ago: its address may be
   * another server's by now. No session is open afterwards, unless none was asked.
   */
  async verifyStalest(
    databases: readonly WatchedDatabase[],
    verifyMs: number,
    isLookedAt: boolean,
  ): Promise<void> {
    const now = performance.now();
    const [stalest] = databases.toSorted((a, b) => a.verifiedAt - b.verifiedAt);
    if (stalest === undefined || stalest.retryAt > now || now - stalest.verifiedAt < verifyMs) return;
    const served = this.#served;
    try {
      await this.#stays(stalest, await this.openAs(stalest, isLookedAt));
    } catch (error) {
      // Another login serves meanwhile; where none can, the round says so.
      if (!(error instanceof NoSession)) throw error;
      stalest.verifiedAt = now;
    } finally {
      this.#served = served;
      await this.close();
    }
  }

  async #stays(database: WatchedDatabase, facts: SampleFacts): Promise<boolean> {
    const { connection } = this;
    return connection !== null && this.around.onArrival(database, facts, connection);
  }

  /** Whether a login sees more than the one that serves; one that failed is not tried while another works. */
  #isOutranked(databases: readonly WatchedDatabase[]): boolean {
    const working = databases.filter(({ failed }) => failed === null);
    const [best] = loginOrder(working, this.#served, performance.now());
    const served = databases.find(({ id }) => id === this.#served);
    return served === undefined || (best !== undefined && (best.sight ?? 0) > (served.sight ?? 0));
  }

  /** Whether the session was opened with a login of the same user at the same address as a database's own. */
  isOf({ registered }: WatchedDatabase): boolean {
    const { connection } = this;
    return (
      connection !== null &&
      connection.host === registered.host &&
      connection.port === registered.port &&
      connection.user === registered.user
    );
  }

  /** Samples on the open session. @throws NoSession where the server refuses, breaks, or gives no answer in time */
  sample<Result>(work: Work<Result>, answerMs: number): Promise<Result> {
    return this.#held.ask(work, { answerMs });
  }

  /** Does something on the open session that the server may refuse. @throws NoSession, DatabaseError */
  ask<Result>(work: (client: GuardedClient) => Promise<Result>): Promise<Result> {
    return this.#held.ask((client) => work(client), { gently: true });
  }

  /**
   * Does something for one database on the session that is open. Where what came of it is not enough, it is done again on a
   * session of the database's own login; where there is none, the first result stands. @throws NoSession, DatabaseError
   */
  async askFor<Result>(
    database: WatchedDatabase,
    work: (client: GuardedClient) => Promise<Result>,
    isEnough: (result: Result) => boolean,
  ): Promise<Result> {
    const result = await this.ask(work);
    if (isEnough(result) || this.isOf(database)) return result;
    try {
      await this.openAs(database, true);
    } catch (error) {
      if (error instanceof NoSession) return result;
      throw error;
    }
    try {
      return await this.ask(work);
    } finally {
      await this.close();
    }
  }

  /** Gives up an opening that is under way. */
  abandon(): void {
    this.#held.abandon();
  }

  /** Leaves the server; resolves when the connection is closed. */
  close(): Promise<void> {
    return this.#held.close();
  }
}
