import "server-only";

/** Postgres asks for 4,096 iterations, careful administrators for a million (scram_iterations); each takes some 0.5 µs. */
const DIGITS = 7;
/** Longer than what has to stand together to be known, however the text is cut. */
const KEPT = 32;

/**
 * Follows a login for the number of iterations that a server asks of SCRAM (RFC 5802, 5.1). The client has to go through all
 * of them before it can tell whether the server knows the password: two thousand millions keep a thread for a quarter of an hour.
 */
export class Iterations {
  #tail = "";

  /** Returns why the login does not go on with these bytes, the next that the server sent; null where it does. */
  fault(bytes: Buffer): string | null {
    const text = this.#tail + bytes.toString("latin1");
    this.#tail = text.slice(-KEPT);
    const asked = /,i=0*(\d+)/.exec(text)?.[1] ?? "";
    return asked.length > DIGITS ? "it asks for more than ten million iterations of SCRAM" : null;
  }
}
