import "server-only";
import { createHash } from "node:crypto";
import { ignore } from "../http/log";
import { getText } from "../watched/get-text";

/** Have I Been Pwned, Pwned Passwords, range API v3: https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange */
const RANGES = new URL("https://api.pwnedpasswords.com/range/");
/** A person waits for the answer, ms. */
const PATIENCE_MS = 3_000;
/** An answer has some 1,000 lines of 40 bytes; a longer one is no answer of that service. */
const MOST_BYTES = 1_000_000;

/**
 * Returns whether a password is among those that were leaked, as the service says. It is told the first five of the 40 digits of the
 * password's SHA-1 and no more. False where the service does not answer in time: it never stands between a person and a password.
 */
export async function isBreached(password: string, ranges = RANGES): Promise<boolean> {
  const digest = createHash("sha1").update(password).digest("hex").toUpperCase();
  try {
    const { head, body } = await getText(new URL(digest.slice(0, 5), ranges), MOST_BYTES, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (head.statusCode !== 200) throw new Error(`the service answered ${head.statusCode}`);
    const line = body.split(/\r?\n/).find((text) => text.startsWith(`${digest.slice(5)}:`));
    // A padded answer has lines with the count 0.
    return line !== undefined && !/:0+$/.test(line);
  } catch (error) {
    ignore(error, "a new password is taken without a look at the leaked ones");
    return false;
  }
}
