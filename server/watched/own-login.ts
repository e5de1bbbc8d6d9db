import "server-only";
import { DatabaseError } from "pg";
import type { Rows } from "./guarded-client";
import { HAS_SERVER_POWER } from "./sql/server-power";

/** Sends single statements without guards, reads one with guards, and starts a stream that ends after its first message. */
type Sender = {
  send(statement: string): Promise<Rows>;
  read(statement: string): Promise<Rows>;
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
 * it does not gain from Electric. A session of a role that can take over the server takes no statement that looks a name up.
 */
export class OwnLogin {
  readonly #sender: Sender;
  #hasServerPower: boolean | null = null;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /**
   * Returns whether the role that logged in can take over the server, and so could code that it runs. That role counts, not
   * the one that the session acts as: the owner of a database sets the latter (ALTER DATABASE … SET role), and any code
   * sets it back. True where the server does not say. @throws Trouble or DatabaseError where the session ended
   */
  async hasServerPower(): Promise<boolean> {
    if (this.#hasServerPower !== null) return this.#hasServerPower;
    const answer = await answerOf(() => this.#sender.read(HAS_SERVER_POWER));
    this.#hasServerPower = "error" in answer || answer.rows[0]?.power !== false;
    return this.#hasServerPower;
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

  /** Sends a statement. @throws Error in a session with power over the server, Trouble or DatabaseError where it ended */
  async ask(statement: string): Promise<OwnAnswer> {
    if (await this.hasServerPower())
      throw new Error("A session with power over the server takes no statement without guards.");
    return this.command(statement);
  }
}
