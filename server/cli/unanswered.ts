import "server-only";

/** Raised when a person gave up asking whether a commit had happened; the message says how to ask. */
export class Unanswered extends Error {
  override name = "Unanswered";
}
