import { z } from "zod";

const connections = z.number().int().nonnegative();

/** The sums over the connections of one server, as one visit or one sample saw it. All numbers are connections. */
export const budgetSchema = z.object({
  maxConnections: connections,
  /** Kept back from Electric's role: max_connections - usable. */
  reserved: connections,
  /** Connections within reach of Electric's role. */
  usable: connections,
  /** ELECTRIC_DB_POOL_SIZE as it is asked for. */
  poolSize: connections,
  /**
   * Connections of all its instances to the server itself: at least 2, or the admin pool where the rest goes through a
   * pooler.
   */
  pool: connections,
  /** Electric's sessions that are open now. */
  electricOpen: connections,
  /** Part of its pool that is not open yet, and will be taken. */
  electricClaimed: connections,
  /** Other sessions but Headroom's by application (or role, where it gives no name), the largest first. */
  others: z.array(z.object({ label: z.string(), count: connections })),
  othersTotal: connections,
  /** The most that the others are known to have held; what they hold now where nothing more is known. */
  othersPeak: connections,
  /** Headroom's own sessions, the watcher's and a visit's: they leave where they are in Electric's way. */
  own: connections,
  /** Connections without a holder and without a claim, with Headroom connected. */
  free: connections,
  /** Part of Electric's pool that finds no place, without Headroom. */
  short: connections,
  /** Peak of Electric while one instance replaces another. */
  deployPeak: connections,
  /** CONNECTION LIMITs that bind Electric's role; null where there is none, or where a superuser is not bound. */
  limits: z.object({ role: connections.nullable(), database: connections.nullable() }),
  /** Sessions that count against those limits and are neither Electric's nor Headroom's. */
  counted: z.object({ role: connections, database: connections }),
  /** Sessions of Electric's role in this database that are not Electric's: an application shares its role. */
  sharedRole: connections,
  /** usable − others − Electric's whole claim (lib/budget/headroom.ts); negative where that many are missing. */
  headroom: z.number().int(),
  /** "5 short, 8 of 22 in use". */
  sentence: z.string(),
  /** "20 claimed + 7 others = 27 of 22 usable (25 − 3 reserved): 5 short". */
  sum: z.string(),
});

export type Budget = z.infer<typeof budgetSchema>;
