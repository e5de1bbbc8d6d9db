import "server-only";
import type { AuditAction } from "@/lib/audit/actions";
import type { Context } from "../context";
import { db, type Tx } from "../store/db";
import { Audited } from "./audited";
import { author, type Author } from "./author";
import { recordAudit } from "./record";

/** An entry as a verb writes it: the action, the database (absent where there is none), and fields without secrets. */
export type LineEntry = {
  action: AuditAction;
  database?: { id: string | null; name: string };
  detail?: Record<string, unknown>;
};

/** Entries of no database have no name in the column for it. */
export const NO_DATABASE = { id: null, name: "" };

/**
 * The audit line of one call of a verb. What the program does of its own accord writes none: the person's verb that set it
 * going has written one already.
 */
export class AuditLine {
  readonly #ctx: Context;
  #author: Author | undefined;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Reads who acts before the transaction deletes that very account. @throws NotSignedIn */
  async readAuthor(tx: Tx): Promise<void> {
    this.#author = await author(tx, this.#ctx);
  }

  /** Writes the entry within the transaction of the change, and returns the verb's result. @throws NotSignedIn */
  async write<Result>(tx: Tx, entry: LineEntry, result: Result): Promise<Audited<Result>> {
    await this.note(tx, entry);
    return new Audited(result);
  }

  /** Writes the entry in a transaction of its own, for a change outside the store. @throws NotSignedIn */
  async writeAlone<Result>(entry: LineEntry, result: Result): Promise<Audited<Result>> {
    await this.noteAlone(entry);
    return new Audited(result);
  }

  /** Writes the entry first and does the work then, where the work itself cannot be in the store's transaction. */
  async writeBefore<Result>(entry: LineEntry, work: () => Promise<Result>): Promise<Audited<Result>> {
    await this.noteAlone(entry);
    return new Audited(await work());
  }

  /** Writes an entry before an error is thrown, in a transaction of its own. @throws NotSignedIn */
  async noteAlone(entry: LineEntry): Promise<void> {
    await db().transaction((tx) => this.note(tx, entry));
  }

  /** Writes one of several entries. @throws NotSignedIn */
  async note(tx: Tx, { action, database = NO_DATABASE, detail = {} }: LineEntry): Promise<void> {
    const { actor } = this.#ctx;
    if (actor.kind === "system" && actor.name === undefined) return;
    await recordAudit(tx, this.#ctx, { action, database, detail }, this.#author);
  }

  /** Declares that this call changed nothing, so that there is nothing to write. */
  unchanged<Result>(result: Result): Audited<Result> {
    return new Audited(result);
  }

  /** Declares that the entry is written where the outcome is known; `by` names that function. */
  writtenBy<Result>(_by: "endRun" | "writeSignal", result: Result): Audited<Result> {
    return new Audited(result);
  }
}
