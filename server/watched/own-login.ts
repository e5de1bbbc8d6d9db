import "server-only";
import { DatabaseError } from "pg";
import type { Rows } from "./guarded-client";

/** Sends single statements without guards, and starts a stream that ends after its first message. */
type Sender = {
  send(statement: string): Promise<Rows>;
  stream(command: string): Promise<void>;
};

/** Answer to a statement of Electric's own login. */
export type OwnAnswer = { rows: Rows } | { error: DatabaseError };

const ends = ({ code = "" }: DatabaseError): boolean => /^(08|57P)/.test(code);

async function answerOf(work: () => Promise<Rows>): Promise<OwnAnswer> {
  try {
    return { rows: await work() };
  } catch (error) {
    if (!(error instanceof DatabaseError) || ends(error)) throw error;
    return { error };
  }
}

/**
 * Statements of a session that logged in as Electric's role, without guards: under its own search path and settings, as
 * Electric sends them. Such a session has the rights of that role alone, so code of the database's owner gains nothing that
 * it does not gain from Electric. A superuser's session takes no statement that looks a name up.
 */
export class OwnLogin {
  readonly #sender: Sender;
  #isSuperuser: boolean | null = null;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Returns whether the session is a superuser's: SHOW looks no name up. @throws Trouble, DatabaseError */
  async isSuperuser(): Promise<boolean> {
    if (this.#isSuperuser !== null) return this.#isSuperuser;
    const [row] = await this.#sender.send("SHOW is_superuser");
    this.#isSuperuser = row?.is_superuser !== "off";
    return this.#isSuperuser;
  }

  /** Sends a replication command or a SET, which look no name up. @throws Trouble or DatabaseError where the session ended */
  command(command: string): Promise<OwnAnswer> {
    return answerOf(() => this.#sender.send(command));
  }

  /** Starts a stream and ends it after its first message. @throws Trouble or DatabaseError where the session ended */
  stream(command: string): Promise<OwnAnswer> {
    return answerOf(async () => {
      await this.#sender.stream(command);
      return [];
    });
  }

  /** Sends a statement. @throws Error in a session of a superuser, Trouble or DatabaseError where the session ended */
  async ask(statement: string): Promise<OwnAnswer> {
    if (await this.isSuperuser())
      throw new Error("A session of a superuser takes no statement without guards.");
    return this.command(statement);
  }
}
