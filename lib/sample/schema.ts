import { z } from "zod";
import { backendGroupSchema, electricLockSchema } from "@/lib/snapshot/activity";
import { slotSchema } from "@/lib/snapshot/replication";
import { seen } from "@/lib/snapshot/seen";
import { databaseSchema, roleSchema, serverSchema } from "@/lib/snapshot/server";

const count = z.number().int().nonnegative();
const ms = z.number().nonnegative();

/** Client backends alike in role, database, application, address and state: those that count against max_connections. */
export const sessionGroupSchema = backendGroupSchema.extend({
  count,
  /** The client's address; "local" for a Unix socket, "" where the sampling role may not see it. */
  address: z.string(),
  /** pg_stat_activity.state; "" where the sampling role may not see it. */
  state: z.string(),
  /** The oldest open transaction in the group; null where none is open or none can be seen. */
  oldestTransactionMs: ms.nullable(),
  /** The longest that one of the group has been idle (also in a transaction); null for active and hidden ones. */
  longestIdleMs: ms.nullable(),
  /** How many of the group were there before Electric's walsender: its admin pool opens before it. Null where hidden. */
  beforeWalSender: count.nullable(),
});

export const sampledSlotSchema = slotSchema.pick({
  name: true,
  type: true,
  database: true,
  active: true,
  activePid: true,
  walStatus: true,
  safeWalBytes: true,
  retainedBytes: true,
  lagBytes: true,
  confirmedFlushLsn: true,
});

/** Electric's lock with the session that holds it: its address and its start, ISO; absent where hidden. */
export const sampledLockSchema = electricLockSchema.extend({
  holderAddress: z.string().optional(),
  holderSince: z.string().optional(),
});

/** Parts that both depths read: the server's clock, the limits, walsenders and slots. */
const common = z.object({
  /** The server's clock, ISO. */
  at: z.string(),
  /** pg_postmaster_start_time(), ISO: another one means that the server was restarted. */
  serverStartedAt: z.string(),
  server: serverSchema.pick({
    maxConnections: true,
    superuserReservedConnections: true,
    reservedConnections: true,
    maxWalSenders: true,
    maxSlotWalKeepBytes: true,
    inRecovery: true,
  }),
  database: databaseSchema.pick({ name: true, connectionLimit: true }),
  /** Electric's role as the target names it, null where there is none. */
  role: roleSchema.pick({ superuser: true, connectionLimit: true, usesReservedConnections: true }).nullable(),
  /** Pids of all walsenders, sorted: they count against max_wal_senders only. */
  walSenderPids: z.array(z.number().int()),
  slots: seen(z.array(sampledSlotSchema)),
  /**
   * Backends with a role and a database, without walsenders. Parallel workers are among them, which take no connection:
   * telling them apart costs as much as all the rest of a tick, and here it only matters whether anything has moved.
   */
  counts: z.array(z.object({ role: z.string(), database: z.string(), count })),
});

/** The light depth: counts alone. */
export const tickSchema = common;

/** The full depth: who holds every connection. Budget and pages read this one; a tick keeps it fresh (tick.ts). */
export const sampleSchema = common.extend({
  activity: seen(
    z.object({
      groups: z.array(sessionGroupSchema),
      /** Sessions of which the sampling role may see neither state nor age. */
      hidden: count,
    }),
  ),
  /** Processes that take none of max_connections, by backend_type: walsenders, workers. Empty where hidden. */
  uncounted: z.array(z.object({ type: z.string(), count })),
  electricLock: seen(sampledLockSchema),
  /** Sessions opened in all databases since the statistics began (pg_stat_database.sessions), for a rate. */
  sessionsOpened: z.number().nullable(),
});

export type SessionGroup = z.infer<typeof sessionGroupSchema>;
export type SampledSlot = z.infer<typeof sampledSlotSchema>;
export type Tick = z.infer<typeof tickSchema>;
export type Sample = z.infer<typeof sampleSchema>;
