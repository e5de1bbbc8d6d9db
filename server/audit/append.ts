import "server-only";
import { createHash } from "node:crypto";
import { desc, isNotNull, sql } from "drizzle-orm";
import { chainText, type Entry } from "@/lib/audit/chain";
import type { Tx } from "../store/db";
import { auditEvents } from "../store/schema";

/** One writer at a time, of all replicas: two entries after the same one would fork the chain. */
const CHAIN = 4_172_334;

export type NewEvent = Omit<Entry, "at" | "userRef" | "profileRef" | "detail"> & {
  userId: string | null;
  databaseId: string | null;
  /** The ids of an account and a database that have no row any more; those of the rows where they are left out. */
  userRef?: string | null;
  profileRef?: string | null;
  detail: Record<string, unknown>;
};

export const hashOf = (entry: Entry, previousHash: string | null): string =>
  createHash("sha256").update(chainText(entry, previousHash)).digest("hex");

/** Returns a detail as the store keeps it: dates become text, undefined is gone. */
const asStored = (detail: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(detail));

/** End of the chain: the place of the next entry, and the hash of the one before. */
export type End = { position: number; previousHash: string | null };

/** Holds the end of the chain for the rest of a transaction, and returns what the next entry continues. */
export async function endOfChain(tx: Tx): Promise<End> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${CHAIN})`);
  const [last] = await tx
    .select({ hash: auditEvents.hash, position: auditEvents.position })
    .from(auditEvents)
    .where(isNotNull(auditEvents.position))
    .orderBy(desc(auditEvents.position))
    .limit(1);
  return { position: (last?.position ?? 0) + 1, previousHash: last?.hash ?? null };
}

/** Appends an entry to the audit log, with the hash that ties it to the one before. */
export async function appendEvent(
  tx: Tx,
  { userId, databaseId, userRef = userId, profileRef = databaseId, ...event }: NewEvent,
): Promise<void> {
  const end = await endOfChain(tx);
  const entry = {
    ...event,
    at: new Date(),
    userRef,
    profileRef,
    detail: asStored(event.detail),
  };
  await tx
    .insert(auditEvents)
    .values({ ...entry, userId, databaseId, ...end, hash: hashOf(entry, end.previousHash) });
}
