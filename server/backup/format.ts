import "server-only";
import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Key } from "../secrets/cipher";

/*
 * A backup is gzipped text, one JSON value a line: the header; for each table its name and columns, then each row as Postgres writes a
 * composite value (a string); the trailer; the seal, which covers every line before it.
 */

/** Format that this program writes; it reads this one and older ones. */
export const FORMAT = 1;

export const headerSchema = z.object({
  /** Tells a backup from any other file. */
  headroom: z.literal("backup"),
  format: z.number().int(),
  /** The program that made it. It is printed before the seal is known, so that it holds nothing that a terminal obeys. */
  version: z.string().regex(/^[\w.+-]{1,100}$/),
  takenAt: z.iso.datetime(),
  /** Time stamp of the store's newest migration, as in server/store/migrations/meta/_journal.json. */
  migration: z.number(),
  /** The key of its secrets and of its seal. */
  keyId: z.string(),
});

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });

export const trailerSchema = z.object({
  /** Rows of each table. */
  rows: z.record(z.string(), z.number().int()),
  /** The audit log's chain then: how many entries, and the hash of the last. */
  audit: z.object({ rows: z.number().int(), head: z.string().nullable() }),
});

export const sealSchema = z.object({ sha256: z.string(), hmac: z.string() });

export type Header = z.infer<typeof headerSchema>;
export type Table = z.infer<typeof tableSchema>;
export type Trailer = z.infer<typeof trailerSchema>;
export type Seal = z.infer<typeof sealSchema>;

/** Returns the proof that a backup was made by a program with this key: an HMAC of its SHA-256, under a key of its own. */
export function proofOf(key: Key, sha256: string): string {
  const own = createHmac("sha256", key.bytes).update("headroom backup v1").digest();
  return createHmac("sha256", own).update(sha256).digest("hex");
}
