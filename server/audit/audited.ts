import "server-only";

/**
 * The result of a verb whose audit line is settled. Only an AuditLine (server/audit/line.ts) makes one, so that a verb that
 * changes something and writes no line does not compile.
 */
export class Audited<Result> {
  readonly #result: Result;

  constructor(result: Result) {
    this.#result = result;
  }

  /** Returns the result for the caller of the verb. */
  get result(): Result {
    return this.#result;
  }
}
