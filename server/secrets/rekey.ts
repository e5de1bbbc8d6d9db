import "server-only";
import { ne, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record";
import { operator } from "../context";
import { db, type Tx } from "../store/db";
import { keyChecks } from "../store/schema";
import { addKeyCheck } from "./check-key";
import type { Ring } from "./keys";
import { resealAll, type Resealed, type ResealProgress, type Transact } from "./reseal";
import { SEALED_COLUMNS } from "./sealed-columns";

const NO_DATABASE = { id: null, name: "" };

const inOwn: Transact = (work) => db().transaction(work);

/** Keeps writers out of the tables with encrypted texts until the end of a transaction; readers go on. */
async function lockSealed(tx: Tx): Promise<void> {
  for (const table of new Set(SEALED_COLUMNS.map((column) => column.table)))
    await tx.execute(sql`LOCK TABLE ${sql.identifier(table)} IN SHARE ROW EXCLUSIVE MODE`);
}

/**
 * The last pass, under locks: nothing that a key opens is left under another key than the first, and the proofs of the others go. A
 * store that is under the first key alone is left as it is.
 */
export async function finishUnder(tx: Tx, keys: Ring): Promise<Resealed> {
  await lockSealed(tx);
  const rest = await resealAll((work) => work(tx), keys);
  await addKeyCheck(tx, keys[0]);
  await tx.delete(keyChecks).where(ne(keyChecks.keyId, keys[0].id));
  return rest;
}

/**
 * Encrypts the whole store under the first key. Servers that have all the keys go on reading; what they write meanwhile under an
 * earlier key is found by the last pass. Broken off at any point, the next call goes on.
 */
export async function rekeyStore(
  keys: Ring,
  onProgress: (progress: ResealProgress) => void = () => undefined,
  transact: Transact = inOwn,
): Promise<Resealed> {
  // Servers that start meanwhile need the new key, too.
  await transact((tx) => addKeyCheck(tx, keys[0]));
  const { moved } = await resealAll(transact, keys, onProgress);
  return transact(async (tx) => {
    const { length: proofs } = await tx.select().from(keyChecks);
    const rest = await finishUnder(tx, keys);
    const total = moved + rest.moved;
    if (total > 0 || proofs > 1)
      await recordAudit(tx, operator, {
        action: "change the key",
        database: NO_DATABASE,
        detail: { secrets: total, unreadable: rest.closed.length },
      });
    return { moved: total, closed: rest.closed };
  });
}
