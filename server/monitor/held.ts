import "server-only";
import { DatabaseError } from "pg";
import type { Connection } from "@/lib/snapshot/connection";
import { openSession } from "../watched/connect";
import type { GuardedClient } from "../watched/guarded-client";
import type { Login } from "../watched/login";
import { readFacts, type SampleFacts } from "../watched/sample";
import type { Session } from "../watched/session";

/** No session came about, or one broke: the connection with its failure. */
export class NoSession extends Error {
  constructor(readonly connection: Connection) {
    super("There is no session with the database.");
  }
}

type Work<Result> = (client: GuardedClient, facts: SampleFacts) => Promise<Result>;

/** The one session of a watched database: opened when it is needed, and kept until somebody closes it. */
export class Held {
  #session: Session | null = null;
  #facts: SampleFacts | null = null;
  #opening: AbortController | null = null;

  constructor(private readonly login: () => Promise<Login>) {}

  get isOpen(): boolean {
    return this.#session !== null && !this.#session.ended;
  }

  async #open(): Promise<{ session: Session; facts: SampleFacts }> {
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const opened = await openSession(await this.login(), { signal: opening.signal });
      if ("connection" in opened) throw new NoSession(opened.connection);
      const { session } = opened;
      this.#session = session;
      const facts = await readFacts(session.client).catch((error: unknown) => this.#broken(error));
      session.answered(facts);
      this.#facts = facts;
      return { session, facts };
    } finally {
      this.#opening = null;
    }
  }

  async #broken(error: unknown): Promise<never> {
    const session = this.#session;
    this.#session = null;
    if (session === null) throw error;
    const connection = session.failed(error);
    await session.close();
    throw new NoSession(connection);
  }

  async #ask<Result>(work: Work<Result>, gently: boolean): Promise<Result> {
    const { session, facts } =
      this.#session !== null && this.#facts !== null
        ? { session: this.#session, facts: this.#facts }
        : await this.#open();
    try {
      const result = await work(session.client, facts);
      session.renew();
      return result;
    } catch (error) {
      const refused = error instanceof DatabaseError && error.severity === "ERROR" && !session.ended;
      if (gently && refused) throw error;
      return this.#broken(error);
    }
  }

  /**
   * Does something on the session, which is opened where there is none. One that broke while it was held is opened again,
   * once. `gently`: a statement that the server refuses leaves the session standing, and its error is the caller's.
   * @throws NoSession
   */
  async ask<Result>(work: Work<Result>, gently = false): Promise<Result> {
    const had = this.#session !== null;
    if (this.#session?.ended === true) await this.close();
    try {
      return await this.#ask(work, gently);
    } catch (error) {
      if (!had || !(error instanceof NoSession)) throw error;
      return this.#ask(work, gently);
    }
  }

  /** Gives up an opening that is under way: whoever waits for the place need not wait for a host that is silent. */
  abandon(): void {
    this.#opening?.abort(new Error("Somebody else needs the place."));
  }

  /** Leaves the database; resolves when the connection is closed. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#facts = null;
    await session?.close();
  }
}
