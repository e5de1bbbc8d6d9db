import "server-only";
import { DatabaseError } from "pg";
import type { Connection } from "@/lib/snapshot/connection";
import { openSession } from "../watched/connect";
import type { GuardedClient } from "../watched/guarded-client";
import type { Login } from "../watched/login";
import { readFacts, type SampleFacts } from "../watched/sample";
import type { KnownSystem } from "../watched/server-facts";
import type { Session } from "../watched/session";
import { seconds, trouble } from "../watched/trouble";

/** No session came about, or one broke: the connection with its failure. */
export class NoSession extends Error {
  constructor(readonly connection: Connection) {
    super("There is no session with the database.");
  }
}

/** An opening was given up, because a check needs the place. */
export class Abandoned extends Error {
  constructor() {
    super("A check needs the place of the watcher.");
  }
}

/** A round cannot be had now, because another replica has not given up its session yet. */
export class Postponed extends Error {}

type Work<Result> = (client: GuardedClient, facts: SampleFacts) => Promise<Result>;

type AskOptions = {
  /** A statement that the server refuses leaves the session standing, and its error is the caller's. */
  gently?: boolean;
  /** How long the answer may take, ms, before the session is given up. */
  answerMs?: number;
};

type Open = { session: Session; facts: SampleFacts };

/** The one session of a watched server: opened with one of its logins, and kept until it is closed. */
export class Held {
  #open: Open | null = null;
  #opening: AbortController | null = null;
  /** A session that is given up says good-bye while its failure is told already; the next one waits for that. */
  #closing: Promise<void> = Promise.resolve();

  get isOpen(): boolean {
    return this.#open !== null && !this.#open.session.ended;
  }

  /** The facts of the open session: what its role may see, and its server. Null where none is open. */
  get facts(): SampleFacts | null {
    return this.#open?.facts ?? null;
  }

  /** How the open session came about; null where none is open. */
  get connection(): Connection | null {
    return this.#open?.session.connection ?? null;
  }

  /**
   * Opens a session with a login, after closing the one that is open. `known` is the identifier of the server where its start
   * is the same. @throws NoSession, or the reason of `abandon`
   */
  async open(login: Login, known: KnownSystem | null = null): Promise<SampleFacts> {
    await this.close();
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const opened = await openSession(login, { signal: opening.signal });
      if ("connection" in opened) throw new NoSession(opened.connection);
      const { session } = opened;
      const facts = await readFacts(session.client, known).catch((error: unknown) =>
        this.#failed(session, error),
      );
      session.answered(facts);
      this.#open = { session, facts };
      return facts;
    } finally {
      this.#opening = null;
    }
  }

  #failed(session: Session, error: unknown): never {
    const connection = session.failed(error);
    if (this.#open?.session === session) this.#open = null;
    this.#closing = session.close();
    throw new NoSession(connection);
  }

  /** Does something on the session that is open. @throws NoSession where it breaks; DatabaseError where asked gently */
  async ask<Result>(work: Work<Result>, { gently = false, answerMs }: AskOptions = {}): Promise<Result> {
    if (this.#open === null) throw new Error("No session was opened.");
    const { session, facts } = this.#open;
    try {
      const result = await answeredWithin(answerMs, () => work(session.client, facts));
      session.renew();
      return result;
    } catch (error) {
      const refused = error instanceof DatabaseError && error.severity === "ERROR" && !session.ended;
      if (gently && refused) throw error;
      return this.#failed(session, error);
    }
  }

  /** Gives up an opening that is under way: a check that waits for the place need not wait for a host that is silent. */
  abandon(): void {
    this.#opening?.abort(new Abandoned());
  }

  /** Leaves the server; resolves when the connection is closed. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open !== null) this.#closing = open.session.close();
    await this.#closing;
  }
}

/** Does some work, and gives it up where its answer takes longer. @throws Trouble */
async function answeredWithin<Result>(ms: number | undefined, work: () => Promise<Result>): Promise<Result> {
  if (ms === undefined) return work();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(trouble("query", "query-timeout", `no answer within ${seconds(ms)}`));
    // What the network has brought while this process was busy is read first.
    timer = setTimeout(() => setImmediate(giveUp), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
