import "server-only";
import { DatabaseError } from "pg";
import type { Rows } from "./guarded-client";
import { SEARCH_PATH } from "./sql/guards";
import {
  ATTEMPT_BEGINS,
  ATTEMPT_KEPT,
  ATTEMPT_UNDONE,
  becomeRole,
  REHEARSAL_BEGINS,
  REHEARSAL_ENDS,
  RESET_ROLE,
  setRole,
  WHO_AM_I,
  type Acting,
} from "./sql/rehearsal";
import { trouble } from "./trouble";

/** Sends messages of a transaction that is open: guards, statements whose rows are returned, and an end. */
type Sender = {
  send(guards: readonly string[], statements: readonly string[], end?: readonly string[]): Promise<Rows[]>;
  /** Place of the statement that the server refused in the last message; null for none of them. */
  refusedAt(): number | null;
};

/** Answer to an attempt: the rows of each statement, or the refusal with the place of the statement. */
export type Attempt = { rows: Rows[] } | { error: DatabaseError; at: number | null };

/** Errors that end the session: no savepoint is left to go back to. */
const ends = ({ code = "" }: DatabaseError): boolean => /^(08|57P)/.test(code);

/** Statements of a rehearsal, each message as the role that it acts as and behind a savepoint of its own. */
export class Rehearsal {
  readonly #sender: Sender;
  readonly #role: string;
  /** Parameters that were taken over, set again with each message: a read-only state ends with its savepoint. */
  readonly #settings: string[] = [];

  constructor(sender: Sender, role: string) {
    this.#sender = sender;
    this.#role = role;
  }

  /**
   * Tries statements and takes them back, unless they are to be kept until the end of the rehearsal.
   * @throws Trouble or DatabaseError where the session ended
   */
  async attempt(statements: readonly string[], { keep = false } = {}): Promise<Attempt> {
    const { length } = this.#settings;
    const settings = length === 0 ? [] : [RESET_ROLE, ...this.#settings];
    const guards = [SEARCH_PATH, ATTEMPT_BEGINS, ...settings, setRole(this.#role)];
    return this.#send(guards, statements, keep ? [ATTEMPT_KEPT] : ATTEMPT_UNDONE);
  }

  /** Sets a parameter for all attempts to come, with the rights of the session's own role; returns whether it may be set. */
  async takeOver(setting: string): Promise<boolean> {
    const guards = [SEARCH_PATH, ATTEMPT_BEGINS, RESET_ROLE];
    if ("error" in (await this.#send(guards, [setting], ATTEMPT_UNDONE))) return false;
    this.#settings.push(setting);
    return true;
  }

  async #send(guards: string[], statements: readonly string[], end: readonly string[]): Promise<Attempt> {
    try {
      return { rows: await this.#sender.send(guards, statements, end) };
    } catch (error) {
      if (!(error instanceof DatabaseError) || ends(error)) throw error;
      const at = this.#sender.refusedAt();
      await this.#sender.send([...ATTEMPT_UNDONE, SEARCH_PATH], []);
      return { error, at };
    }
  }
}

/** Tells that the session's role could not become the role of a rehearsal. */
export type NotActing = { refused: DatabaseError };

async function become(sender: Sender, acting: Acting): Promise<DatabaseError | null> {
  try {
    await sender.send([SEARCH_PATH], becomeRole(acting));
    return null;
  } catch (error) {
    if (!(error instanceof DatabaseError) || ends(error)) throw error;
    return error;
  }
}

/**
 * Runs `work` as another role behind a savepoint that is always rolled back, and proves that the session acts as before.
 * SET ROLE is no sandbox: only DDL and catalogues belong here (docs/security.md).
 * @throws what `work` throws, and Trouble where the role is not back
 */
export async function rehearse<Result>(
  sender: Sender,
  acting: Acting,
  work: (rehearsal: Rehearsal) => Promise<Result>,
): Promise<{ result: Result } | NotActing> {
  const roleOf = ([rows]: Rows[]): unknown => rows?.[0]?.role;
  const before = roleOf(await sender.send([SEARCH_PATH], [WHO_AM_I], [REHEARSAL_BEGINS]));
  const refused = await become(sender, acting);
  const ended = async (): Promise<void> => {
    const after = roleOf(await sender.send([...REHEARSAL_ENDS, SEARCH_PATH], [WHO_AM_I]));
    if (typeof before !== "string" || after !== before)
      throw trouble("query", "protocol", "it did not give the session its role back");
  };
  if (refused !== null) {
    await ended();
    return { refused };
  }
  const result = await work(new Rehearsal(sender, acting.role));
  await ended();
  return { result };
}
