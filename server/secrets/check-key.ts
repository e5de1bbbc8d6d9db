import "server-only";
import { env } from "../env";
import { complain } from "../http/log";
import { db, type Tx } from "../store/db";
import { keyChecks } from "../store/schema";
import { CannotOpen, open, seal, type Key } from "./cipher";
import { KeyProblem } from "./key-problem";
import { hasKey, ring } from "./keys";
import { countUnderOthers } from "./reseal";
import { SEALED_COLUMNS } from "./sealed-columns";

const PLACE = { row: "key_checks", field: "check" };
const TEXT = "headroom";

/** Keeps the proof of a key in the store, so that a start with another key is refused. */
export async function addKeyCheck(tx: Tx, key: Key): Promise<void> {
  const { keyId, nonce, ciphertext } = seal(key, PLACE, TEXT);
  await tx.insert(keyChecks).values({ keyId, nonce, ciphertext }).onConflictDoNothing();
}

/** Returns how many encrypted texts of the store are under a key that is not in use here. */
async function countForeign(): Promise<number> {
  let count = 0;
  for (const column of SEALED_COLUMNS) count += await countUnderOthers(db(), column, ring());
  return count;
}

/**
 * Proves at start that the keys in use are those that the store was encrypted with; the first start leaves the proof. Nothing is made
 * or written where they are not.
 * @throws KeyProblem in words for the terminal when a key is lost, another one, or missing beside the present one
 */
export async function checkKey(): Promise<void> {
  const known = await db().select().from(keyChecks);
  if (known.length > 0 && !hasKey()) throw new KeyProblem("lost", env().HEADROOM_DATA);
  const closed = known.filter((check) => !opens(check));
  if (closed.length > 0) throw new KeyProblem(closed.length < known.length ? "unfinished" : "wrong");
  const foreign = await countForeign();
  if (known.length === 0 && foreign > 0) throw new KeyProblem("unproven");
  await addKeyCheck(db(), ring()[0]);
  if (known.length === 0) return checkKey();
  if (foreign > 0)
    complain(
      `${foreign} stored secrets are encrypted with a key that is not in use. A server wrote them with an earlier HEADROOM_SECRET. Set HEADROOM_SECRET_PREVIOUS to it and run \`npx headroom rekey\`, or type those secrets again.`,
    );
}

function opens(check: typeof keyChecks.$inferSelect): boolean {
  try {
    return open(ring(), PLACE, check) === TEXT;
  } catch (error) {
    if (error instanceof CannotOpen) return false;
    throw error;
  }
}
