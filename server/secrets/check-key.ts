import "server-only";
import { db } from "../store/db";
import { keyChecks } from "../store/schema";
import { CannotOpen, open, seal } from "./cipher";
import { ring } from "./keys";

const PLACE = { row: "key_checks", field: "check" };
const TEXT = "headroom";

/**
 * Proves at start that the key in use is the one that the store was encrypted with; the first start leaves the proof.
 * @throws Error in words for the terminal when it is another key
 */
export async function checkKey(): Promise<void> {
  const [current] = ring();
  const { keyId, nonce, ciphertext } = seal(current, PLACE, TEXT);
  const known = await db().select().from(keyChecks);
  if (known.length === 0) {
    await db().insert(keyChecks).values({ keyId, nonce, ciphertext }).onConflictDoNothing();
    return checkKey();
  }
  if (!known.some((check) => opens(check))) throw new Error(WRONG_KEY);
}

function opens(check: typeof keyChecks.$inferSelect): boolean {
  try {
    return open(ring(), PLACE, check) === TEXT;
  } catch (error) {
    if (error instanceof CannotOpen) return false;
    throw error;
  }
}

const WRONG_KEY =
  "The stored passwords were encrypted with another key than the one in use. Start with the HEADROOM_SECRET that was used " +
  "before, or with the file `secret` of the data folder that belongs to this store.";
