import "server-only";
import { DatabaseError, type Client, type QueryResult } from "pg";
import type { ChangeOf } from "@/lib/repair/changes/schema";
import { sqlOf } from "@/lib/repair/changes/operations";
import {
  COMMIT,
  openRead,
  openRun,
  openSnapshot,
  ROLLBACK,
  SEARCH_PATH,
  type ReadLimits,
} from "./sql/guards";
import { isCutShort } from "./cut-short";
import { OwnLogin } from "./own-login";
import { rehearse, type NotActing, type Rehearsal } from "./rehearsal";
import type { Acting } from "./sql/rehearsal";
import { trouble } from "./trouble";

/** Rows of one statement as the driver parses them; a schema judges them where they are read. */
export type Rows = QueryResult["rows"];

/** Asks inside a transaction that is open: each statement is one SQL statement, each answer its rows. */
export type Reader = { rows(statements: readonly string[]): Promise<Rows[]> };

type Notice = { code?: string | undefined; message?: string | undefined };

/** CopyDone, by which a client ends a stream (PostgreSQL docs, 53.7). */
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
/** How often a message that was cut short is tried: a busy server may need longer than the timeout for the guards as well. */
const OPENING_TRIES = 20;

/** Sends messages on one client, each with its guards in front. Not exported: the bare client goes no further. */
class Messages {
  /** Place of the statement that the server refused, among those of the last message without guards; null for none of them. */
  refusedAt: number | null = null;

  constructor(readonly client: Client) {}

  /** Sends statements as one message and returns the rows of those in the middle. @throws DatabaseError, Trouble */
  async send(
    guards: readonly string[],
    statements: readonly string[],
    end: readonly string[] = [],
  ): Promise<Rows[]> {
    const all = [...guards, ...statements, ...end];
    const answers = await this.#answers(all, (complete) => {
      const place = complete - guards.length;
      this.refusedAt = place >= 0 && place < statements.length ? place : null;
    });
    if (answers.length !== all.length)
      throw trouble("query", "protocol", "it did not answer every statement");
    return answers.slice(guards.length, guards.length + statements.length).map(({ rows }) => rows);
  }

  /** Sends one message. An error does not tell of which statement it is, so each one that the server completes is counted. */
  async #answers(all: readonly string[], onRefused: (complete: number) => void): Promise<QueryResult[]> {
    const { connection } = this.client;
    let complete = 0;
    const hear = () => (complete += 1);
    this.refusedAt = null;
    connection.on("commandComplete", hear);
    try {
      // The driver answers a message of several statements with a list, and types it as one.
      return [await this.client.query(all.join(";\n"))].flat();
    } catch (error) {
      if (error instanceof DatabaseError) onRefused(complete);
      throw error;
    } finally {
      connection.off("commandComplete", hear);
    }
  }

  /** Starts a stream and ends it after its first message. @throws DatabaseError, or the socket's error */
  async stream(command: string): Promise<void> {
    const { connection } = this.client;
    const end = () => connection.stream.write(COPY_DONE);
    connection.once("copyData", end);
    try {
      await this.client.query(command);
    } finally {
      connection.off("copyData", end);
    }
  }

  /** Tells `listener` each notice and warning of the server until the returned function is called. */
  onNotice(listener: (notice: Notice) => void): () => void {
    this.client.on("notice", listener);
    return () => void this.client.off("notice", listener);
  }

  /** Whether the server's last word was that a transaction is open and sound. */
  get isOpen(): boolean {
    return this.client.getTransactionStatus() === "T";
  }

  /**
   * Leaves a transaction that a refusal may have left open. It is not asked whether one is: an error is told before the
   * server's word on that. Where no ROLLBACK can be sent, the server ends the transaction with the session.
   */
  async rollBack(): Promise<void> {
    try {
      await this.client.query(ROLLBACK);
    } catch (error) {
      if (error instanceof DatabaseError) throw error;
    }
  }

  /**
   * Opens a transaction and asks, in one message. Under a statement_timeout of the database's own that cuts such a message
   * short, it is tried again with the guards ahead in a message of their own, which takes no time; nothing was changed yet.
   * @throws DatabaseError, Trouble
   */
  async open(
    guards: readonly string[],
    statements: readonly string[],
    end: readonly string[] = [],
  ): Promise<Rows[]> {
    for (let tries = 1; ; tries += 1) {
      const began = performance.now();
      try {
        if (tries === 1) return await this.send(guards, statements, end);
        await this.rollBack();
        await this.send(guards, []);
        return await this.send([SEARCH_PATH], statements, end);
      } catch (error) {
        if (tries === OPENING_TRIES || !isCutShort(error, began)) throw error;
      }
    }
  }
}

/** A transaction that its first message opens. Each further message sets the search path again, and only goes while it is open. */
class Transaction implements Reader {
  #opened = false;

  constructor(
    protected readonly messages: Messages,
    private readonly guards: readonly string[],
  ) {}

  async rows(statements: readonly string[]): Promise<Rows[]> {
    if (!this.#opened) {
      this.#opened = true;
      return this.messages.open(this.guards, statements);
    }
    this.stillOpen();
    return this.messages.send([SEARCH_PATH], statements);
  }

  /** @throws Trouble where the server ended the transaction by itself: what follows would run outside it */
  protected stillOpen(): void {
    if (!this.messages.isOpen) throw trouble("query", "protocol", "it ended the transaction by itself");
  }

  /** Commits and returns whether the server did: it answers ROLLBACK where a statement had failed. */
  async commit(): Promise<boolean> {
    const { command } = await this.messages.client.query(COMMIT);
    return command === "COMMIT";
  }
}

/** The transaction of a run: it may write, and is rolled back without `commit`. */
export class RunTransaction extends Transaction {
  /** Place of the statement that the server refused, among those of the last message; null where it refused none of them. */
  get refusedAt(): number | null {
    return this.messages.refusedAt;
  }

  /** Tells `listener` each notice and warning of the server until the returned function is called. */
  onNotice(listener: (notice: Notice) => void): () => void {
    return this.messages.onNotice(listener);
  }

  /** Runs `work` as another role behind a savepoint that is always rolled back (rehearsal.ts). @throws as `rehearse` does */
  rehearse<Result>(
    acting: Acting,
    work: (rehearsal: Rehearsal) => Promise<Result>,
  ): Promise<{ result: Result } | NotActing> {
    this.stillOpen();
    const { messages } = this;
    const send: Messages["send"] = (...message) => messages.send(...message);
    return rehearse({ send, refusedAt: () => messages.refusedAt }, acting, work);
  }
}

/**
 * The only way to send SQL to a watched database. There is no bare statement: each message brings its transaction, its
 * search path and its time limits along (sql/guards.ts), or belongs to a transaction that did. One at a time.
 */
export class GuardedClient {
  readonly #messages: Messages;
  readonly #isOwnLogin: boolean;
  #isTaken = false;

  constructor(client: Client, { isOwnLogin = false } = {}) {
    this.#messages = new Messages(client);
    this.#isOwnLogin = isOwnLogin;
  }

  /** Returns the statements of a session that began as Electric does. @throws Error on any other session */
  ownLogin(): OwnLogin {
    if (!this.#isOwnLogin) throw new Error("This session did not begin as one of Electric's own login.");
    const messages = this.#messages;
    return new OwnLogin({
      send: async (statement) => (await messages.send([], [statement]))[0] ?? [],
      read: async (statement) => (await this.read([statement]))[0] ?? [],
      stream: (command) => messages.stream(command),
    });
  }

  /** The process that the login named; null where it named none. */
  get processId(): number | null {
    const { client } = this.#messages;
    return "processID" in client && typeof client.processID === "number" ? client.processID : null;
  }

  /** Tells `listener` the error by which the connection ended. */
  onError(listener: (error: unknown) => void): void {
    this.#messages.client.on("error", listener);
  }

  /** Tells `listener` each notice and warning of the server until the returned function is called. */
  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#messages.onNotice(listener);
  }

  /** Says good-bye to the server. */
  end(): Promise<void> {
    return this.#messages.client.end();
  }

  /** @throws Error where a transaction is open: its end would be decided by another message */
  #free(): void {
    if (this.#isTaken) throw new Error("A transaction is open on this session.");
  }

  /**
   * Asks in one read-only message and returns the rows of each statement. What the server refuses leaves the session as it
   * was. @throws DatabaseError, Trouble, or the socket's error
   */
  async read(
    statements: readonly string[],
    statement: ReadLimits["statement"] = "5s",
    lock: ReadLimits["lock"] = "1s",
  ): Promise<Rows[]> {
    this.#free();
    try {
      return await this.#messages.open(openRead({ statement, lock }), statements, [COMMIT]);
    } catch (error) {
      await this.#messages.rollBack();
      throw error;
    }
  }

  /** Asks several messages of one state of the database, read-only. @throws as `read` does, and what `work` throws */
  async snapshot<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result> {
    this.#free();
    this.#isTaken = true;
    const transaction = new Transaction(this.#messages, openSnapshot());
    try {
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      await this.#messages.rollBack();
      throw error;
    } finally {
      this.#isTaken = false;
    }
  }

  /** Runs `work` in a transaction that may write. Where `work` did not end it, it is rolled back. @throws what `work` throws */
  async run<Result>(work: (transaction: RunTransaction) => Promise<Result>): Promise<Result> {
    this.#free();
    this.#isTaken = true;
    const transaction = new RunTransaction(this.#messages, openRun());
    try {
      const result = await work(transaction);
      if (this.#messages.isOpen) await this.#messages.rollBack();
      return result;
    } catch (error) {
      await this.#messages.rollBack();
      throw error;
    } finally {
      this.#isTaken = false;
    }
  }

  /**
   * Makes a change that no transaction takes: ALTER SYSTEM, or over a replication session a command that alters a slot.
   * Neither calls code of the database. @throws DatabaseError
   */
  async alter(change: ChangeOf<"system setting"> | ChangeOf<"slot">, versionNum: number): Promise<void> {
    this.#free();
    await this.#messages.client.query(sqlOf(change, versionNum));
  }
}
