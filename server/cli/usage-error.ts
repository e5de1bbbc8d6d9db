import "server-only";

/** Something in the arguments is wrong; the message says what, and holds no secret. */
export class UsageError extends Error {
  override name = "UsageError";
}
