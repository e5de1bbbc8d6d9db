import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../store/db";
import { CannotOpen, type Key, type Place } from "./cipher";
import type { Ring } from "./keys";
import { openText, sealedTextSchema, sealTextUnder, type SealedText } from "./seal-text";
import { SEALED_COLUMNS, type SealedColumn } from "./sealed-columns";

/** How many texts are encrypted anew in one transaction. */
const BATCH = 100;

/** Runs work in a transaction of its own, or in the one that the caller has. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;

/** Progress in one column: how many of its texts were encrypted anew so far, and how many are left. */
export type ResealProgress = { column: SealedColumn; done: number; left: number };

/** Result: how many texts were encrypted anew, and the rows of those that no key opens. */
export type Resealed = { moved: number; closed: { column: SealedColumn; row: string }[] };

const texts = (all: readonly string[]): SQL =>
  sql`ARRAY[${sql.join(
    all.map((one) => sql`${one}`),
    sql`, `,
  )}]::text[]`;

/** The sealed text of a row as one JSON object, whatever columns hold it. */
function sealedIn({ json }: SealedColumn): SQL {
  if (json === null)
    return sql`jsonb_build_object('keyId', key_id, 'nonce', encode(nonce, 'base64'),
      'ciphertext', translate(encode(ciphertext, 'base64'), E'\\n', ''))`;
  return sql`${sql.identifier(json.column)} #> ${texts(json.path)}`;
}

/** The rows of a column that hold a text under another key than these. */
function rowsUnderOthers(column: SealedColumn, keys: readonly Key[]): SQL {
  const { table, id, only } = column;
  const one = only === undefined ? sql`true` : sql`${sql.identifier(id)} = ${only}`;
  const sealed = sealedIn(column);
  return sql`FROM ${sql.identifier(table)} WHERE ${one} AND jsonb_typeof(${sealed}) = 'object'
    AND coalesce((${sealed}) ->> 'keyId', '') <> ALL (${texts(keys.map((key) => key.id))})`;
}

function newValue({ json }: SealedColumn, { keyId, nonce, ciphertext }: SealedText): SQL {
  if (json === null)
    return sql`key_id = ${keyId}, nonce = decode(${nonce}, 'base64'), ciphertext = decode(${ciphertext}, 'base64')`;
  const text = JSON.stringify({ keyId, nonce, ciphertext });
  const column = sql.identifier(json.column);
  return json.path.length === 0
    ? sql`${column} = ${text}::jsonb`
    : sql`${column} = jsonb_set(${column}, ${texts(json.path)}, ${text}::jsonb)`;
}

const rowSchema = z.object({ id: z.string(), sealed: sealedTextSchema });

/** Opens a text with the keys and seals it under the first; null where none of them opens it. */
function resealed(keys: Ring, place: Place, sealed: SealedText): SealedText | null {
  try {
    return sealTextUnder(keys[0], place, openText(place, sealed, keys));
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}

type Batch = { last: string | null; moved: number; closed: string[] };

/** Encrypts the next rows of a column anew. Each row is locked first, so that no change of another session is lost. */
async function resealBatch(tx: Tx, column: SealedColumn, keys: Ring, after: string): Promise<Batch> {
  const id = sql.identifier(column.id);
  const { rows } = await tx.execute(sql`SELECT ${id}::text AS id, ${sealedIn(column)} AS sealed
    ${rowsUnderOthers(column, [keys[0]])} AND ${id}::text COLLATE "C" > ${after}
    ORDER BY ${id}::text COLLATE "C" LIMIT ${BATCH} FOR UPDATE`);
  const batch: Batch = { last: null, moved: 0, closed: [] };
  for (const row of rows) {
    const { id: key, sealed } = rowSchema.parse(row);
    batch.last = key;
    const value = resealed(keys, { row: key, field: column.field }, sealed);
    if (value === null) batch.closed.push(key);
    else {
      batch.moved += 1;
      await tx.execute(
        sql`UPDATE ${sql.identifier(column.table)} SET ${newValue(column, value)} WHERE ${id}::text = ${key}`,
      );
    }
  }
  return batch;
}

/** Returns how many texts of a column are under another key than these. */
export async function countUnderOthers(tx: Tx, column: SealedColumn, keys: readonly Key[]): Promise<number> {
  const { rows } = await tx.execute(sql`SELECT count(*)::int AS count ${rowsUnderOthers(column, keys)}`);
  return z.object({ count: z.number() }).parse(rows[0]).count;
}

async function resealColumn(
  transact: Transact,
  column: SealedColumn,
  keys: Ring,
  onProgress: (progress: ResealProgress) => void,
): Promise<Resealed> {
  const total: Resealed = { moved: 0, closed: [] };
  for (let after: string | null = ""; after !== null;) {
    const from: string = after;
    const [batch, left] = await transact(async (tx) => {
      const made = await resealBatch(tx, column, keys, from);
      return [made, made.last === null ? 0 : await countUnderOthers(tx, column, [keys[0]])] as const;
    });
    after = batch.last;
    total.moved += batch.moved;
    total.closed.push(...batch.closed.map((row) => ({ column, row })));
    if (batch.last !== null) onProgress({ column, done: total.moved, left });
  }
  return total;
}

/**
 * Encrypts every text of the store that is under another key anew under the first one, a batch in each transaction. Broken off at any
 * point it goes on where it was: what is under the first key is not read again.
 */
export async function resealAll(
  transact: Transact,
  keys: Ring,
  onProgress: (progress: ResealProgress) => void = () => undefined,
): Promise<Resealed> {
  const total: Resealed = { moved: 0, closed: [] };
  for (const column of SEALED_COLUMNS) {
    const { moved, closed } = await resealColumn(transact, column, keys, onProgress);
    total.moved += moved;
    total.closed.push(...closed);
  }
  return total;
}
