import "server-only";
import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { pointerOf } from "@/lib/api-v1/problem";
import { Conflict } from "../errors";
import { ignoring } from "../http/log";
import { db } from "../store/db";
import { idempotencyKeys } from "../store/schema";
import { InvalidInput, wrongHeader } from "./input";

export const KEY_HEADER = "Idempotency-Key";

/** How long an answer is kept. */
const KEPT = sql`interval '24 hours'`;

const keySchema = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** Returns the key of a request. @throws InvalidInput without one, or for one of another form */
export function keyFrom(headers: Headers): string {
  const key = keySchema.safeParse(headers.get(KEY_HEADER));
  if (key.success) return key.data;
  throw wrongHeader(
    KEY_HEADER,
    "Send a key of your own, 1 to 200 printable characters, new for each request.",
  );
}

/** Returns the hash of a request: the same for the same method, path and body. */
export const hashOfRequest = (method: string, path: string, body: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify([method, path, body]))
    .digest("hex");

type Asked = { tokenId: string; key: string; hash: string };
type Kept = { status: number; answer: unknown };

const isOf = ({ tokenId, key }: Asked) =>
  and(eq(idempotencyKeys.tokenId, tokenId), eq(idempotencyKeys.key, key));

/** Takes a key in hand, one request alone. Returns false where it is known. */
async function take({ tokenId, key, hash }: Asked): Promise<boolean> {
  await db()
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - ${KEPT}`));
  const taken = await db()
    .insert(idempotencyKeys)
    .values({ tokenId, key, requestHash: hash })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  return taken.length === 1;
}

/** Returns the answer that a key got. @throws InvalidInput for another request, Conflict for one that has not ended */
async function answerOf(asked: Asked): Promise<Kept> {
  const [row] = await db().select().from(idempotencyKeys).where(isOf(asked));
  if (row !== undefined && row.requestHash !== asked.hash)
    throw new InvalidInput([
      {
        in: "header",
        pointer: pointerOf([KEY_HEADER]),
        detail: "This key came with another request in the last 24 hours. Send a new key for a new request.",
      },
    ]);
  if (row === undefined || row.status === null)
    throw new Conflict(
      "A request with this key has begun and its answer is not known yet. Send it again in a moment; if this stays, list the runs to see whether it began one.",
    );
  return { status: row.status, answer: row.answer };
}

/**
 * Does the work of a request once for its key, and keeps the answer for 24 hours: the same key and request get it again (`replayed`). A
 * request that fails did nothing, so its key is free again.
 * @throws InvalidInput where the key came with another request, Conflict where one with it is under way, or what the work throws
 */
export async function once(asked: Asked, work: () => Promise<Kept>): Promise<Kept & { replayed: boolean }> {
  if (!(await take(asked))) return { ...(await answerOf(asked)), replayed: true };
  let kept: Kept;
  try {
    kept = await work();
  } catch (error) {
    await db()
      .delete(idempotencyKeys)
      .where(isOf(asked))
      .catch(ignoring("the key stays taken for 24 hours; the client takes another one"));
    throw error;
  }
  await db().update(idempotencyKeys).set(kept).where(isOf(asked));
  return { ...kept, replayed: false };
}
