import { z } from "zod";

/** Client backends alike in role, database and application; walsenders are not among them. */
export const backendGroupSchema = z.object({
  role: z.string(),
  database: z.string(),
  applicationName: z.string(),
  count: z.number().int(),
  /** The visitor's own session is in this group. */
  own: z.boolean(),
});

/**
 * Holders of the connections that count against max_connections (right without pg_monitor too: seen on Postgres 14 to 18).
 */
export const activitySchema = z.object({
  groups: z.array(backendGroupSchema),
  /** Backends whose state and age the visiting role may not see. */
  hidden: z.number().int(),
});

/** A transaction that holds an xid, or that is open for long: slot creation and ALTER TABLE wait for it. */
export const transactionSchema = z.object({
  pid: z.number().int(),
  role: z.string(),
  applicationName: z.string(),
  database: z.string(),
  ageMs: z.number(),
  state: z.string(),
  holdsXid: z.boolean(),
  /** Oids of tables of this database that it has locked; null where locks are hidden, absent in a snapshot of before 2026-12. */
  relations: z.array(z.number()).nullable().optional(),
  /** Transactions that came after the oldest row version it keeps from vacuum; absent in a snapshot of before 2026-12. */
  xminAge: z.number().int().nullable().optional(),
});

export const preparedSchema = z.object({
  gid: z.string(),
  owner: z.string(),
  database: z.string(),
  ageMs: z.number(),
});

/** Holder of Electric's advisory lock, and those that wait for it (Electric 1.7.12, connection_setup.ex 112-117). */
export const electricLockSchema = z.object({
  holderPid: z.number().int().nullable(),
  holderRole: z.string().nullable(),
  waiting: z.number().int(),
});

export type Activity = z.infer<typeof activitySchema>;
export type BackendGroup = z.infer<typeof backendGroupSchema>;
export type OpenTransaction = z.infer<typeof transactionSchema>;
export type ElectricLock = z.infer<typeof electricLockSchema>;
