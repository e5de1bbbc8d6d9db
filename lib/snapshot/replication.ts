import { z } from "zod";

/**
 * Whether what a slot holds could be decoded with the publication: it was decoded, Postgres refused it (up to 17), it
 * skipped it (from 18 on), or it could not be tried, with why.
 */
export const decodingSchema = z.object({
  outcome: z.enum(["decoded", "refused", "skipped", "untried"]),
  why: z.string().nullable(),
});

/** Electric's publication, by the name that the stream id gives. */
export const publicationSchema = z.object({
  name: z.string(),
  owner: z.string(),
  allTables: z.boolean(),
  /** Schemas published whole (15 and newer). */
  schemas: z.array(z.string()),
  publishes: z.object({
    insert: z.boolean(),
    update: z.boolean(),
    delete: z.boolean(),
    truncate: z.boolean(),
  }),
  viaPartitionRoot: z.boolean(),
  /** publish_generated_columns = stored; null below Postgres 18. */
  generatedStored: z.boolean().nullable(),
  /** Its row is older than all that the target's slot decodes with; null without that slot, or where slots are closed. */
  precedesSlot: z.boolean().nullable().default(null),
  /** Null where it was not to be tried: no such slot, one in use, or the catalogues tell. */
  decoding: decodingSchema.nullable().default(null),
});

export const slotSchema = z.object({
  name: z.string(),
  type: z.enum(["logical", "physical"]),
  plugin: z.string().nullable(),
  database: z.string().nullable(),
  active: z.boolean(),
  activePid: z.number().int().nullable(),
  /** Role of the backend that uses it, null when inactive or hidden. */
  activeRole: z.string().nullable(),
  temporary: z.boolean(),
  /** reserved, extended, unreserved or lost; null for a slot that keeps nothing yet. */
  walStatus: z.string().nullable(),
  /** Bytes that may still be written before the slot is at risk; null without a limit. */
  safeWalBytes: z.number().nullable(),
  /** Bytes of WAL kept for it. */
  retainedBytes: z.number().nullable(),
  /** Bytes between the end of WAL and what its consumer confirmed. */
  lagBytes: z.number().nullable(),
  /** Null below Postgres 17. */
  failover: z.boolean().nullable(),
  synced: z.boolean().nullable(),
  invalidationReason: z.string().nullable(),
  /** ISO time, 17 and newer. */
  inactiveSince: z.string().nullable(),
  /** Confirmed position as text (X/Y), to tell a moving slot from a standing one. */
  confirmedFlushLsn: z.string().nullable(),
  /** Transactions that came after the oldest row version it keeps from vacuum, in tables; null where it keeps none. */
  xminAge: z.number().int().nullable().optional(),
  /** The same in the catalogues; absent in a snapshot of before 2026-12, as is the one above. */
  catalogXminAge: z.number().int().nullable().optional(),
});

/** A process that sends WAL: to a standby or a backup (no database), or decoded for a logical consumer. */
export const walSenderSchema = z.object({
  pid: z.number().int(),
  role: z.string().nullable(),
  /** Null for a physical one. */
  database: z.string().nullable(),
  applicationName: z.string(),
  /** The client's address, "local" for a socket; null where the visiting role may not see it. */
  address: z.string().nullable(),
  /** ISO time; null where the visiting role may not see it. */
  startedAt: z.string().nullable(),
  /** startup, backup, catchup, streaming or stopping; null where the visiting role may not see it. */
  state: z.string().nullable(),
  /** async, potential, sync or quorum; null where the visiting role may not see it. */
  syncState: z.string().nullable(),
});

export type Decoding = z.infer<typeof decodingSchema>;
export type Publication = z.infer<typeof publicationSchema>;
export type Slot = z.infer<typeof slotSchema>;
export type WalSender = z.infer<typeof walSenderSchema>;
