import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
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

/** How long a request may have been under way before another one with its key does the work, s: longer than a visit lasts. */
const SILENT_S = 60;
const SILENT = sql`interval '1 second' * ${SILENT_S}`;

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
type Held = { requestId: string; holder: string };

/** Work that is done once: `begin` does it under the id of its request, `begun` returns its answer where it was done already. */
export type OnceWork = {
  begin: (requestId: string) => Promise<Kept>;
  begun: (requestId: string) => Promise<Kept | null>;
};

const HELD = { requestId: idempotencyKeys.requestId, holder: idempotencyKeys.holder };

const isOf = ({ tokenId, key }: Asked) =>
  and(eq(idempotencyKeys.tokenId, tokenId), eq(idempotencyKeys.key, key));

/** Takes a new key in hand, one request alone; null where it is known. */
async function take({ tokenId, key, hash }: Asked): Promise<Held | null> {
  await db()
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - ${KEPT}`));
  const [held] = await db()
    .insert(idempotencyKeys)
    .values({ tokenId, key, requestHash: hash })
    .onConflictDoNothing()
    .returning(HELD);
  return held ?? null;
}

/** Takes over the key of a request that has been silent for long, because its replica died; null where it is not. */
async function takeOver(asked: Asked): Promise<Held | null> {
  const [held] = await db()
    .update(idempotencyKeys)
    .set({ holder: randomUUID(), createdAt: sql`now()` })
    .where(
      and(isOf(asked), isNull(idempotencyKeys.status), lt(idempotencyKeys.createdAt, sql`now() - ${SILENT}`)),
    )
    .returning(HELD);
  return held ?? null;
}

/** Returns the answer that a key got, null where none is known. @throws InvalidInput for another request */
async function answerOf(asked: Asked, { begun }: OnceWork): Promise<Kept | null> {
  const [row] = await db().select().from(idempotencyKeys).where(isOf(asked));
  if (row === undefined) return null;
  if (row.requestHash !== asked.hash)
    throw new InvalidInput([
      {
        in: "header",
        pointer: pointerOf([KEY_HEADER]),
        detail: "This key came with another request in the last 24 hours. Send a new key for a new request.",
      },
    ]);
  return row.status === null ? begun(row.requestId) : { status: row.status, answer: row.answer };
}

async function workAs(asked: Asked, { requestId, holder }: Held, { begin }: OnceWork): Promise<Kept> {
  const isMine = and(isOf(asked), eq(idempotencyKeys.holder, holder));
  let kept: Kept;
  try {
    kept = await begin(requestId);
  } catch (error) {
    await db()
      .delete(idempotencyKeys)
      .where(isMine)
      .catch(ignoring("the key is free again when its request has been silent for long"));
    throw error;
  }
  await db()
    .update(idempotencyKeys)
    .set(kept)
    .where(isMine)
    .catch(ignoring("the next request with this key learns what was begun"));
  return kept;
}

/**
 * Does the work of a request once for its key, and keeps the answer for 24 hours: the same key and request get it again (`replayed`), also
 * where the first one died between the work and its answer. A request that fails did nothing, so its key is free again.
 * @throws InvalidInput where the key came with another request, Conflict where one with it is under way, or what the work throws
 */
export async function once(asked: Asked, work: OnceWork): Promise<Kept & { replayed: boolean }> {
  const taken = await take(asked);
  if (taken !== null) return { ...(await workAs(asked, taken, work)), replayed: false };
  const kept = await answerOf(asked, work);
  if (kept !== null) return { ...kept, replayed: true };
  const over = await takeOver(asked);
  if (over !== null) return { ...(await workAs(asked, over, work)), replayed: false };
  throw new Conflict(
    `A request with this key has begun and its answer is not known yet. Send it again in a moment; ${SILENT_S} s after it began, it is done anew where nothing came of it.`,
  );
}
