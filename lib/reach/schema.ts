import { z } from "zod";

/** Rights of one kind on some objects: `SELECT, UPDATE` on `public.orders, public.items`; no object means the server. */
export const reachItemSchema = z.object({
  /** As GRANT writes a privilege, or as `reachWords` (words.ts) names what no GRANT gives. */
  rights: z.array(z.string()).min(1),
  /** Every object by name, as people read it. */
  on: z.array(z.string()),
});

/** The rights that one role gains and loses by a plan. */
export const roleReachSchema = z.object({
  role: z.string(),
  /** Whether this is the role that Electric uses. */
  electric: z.boolean(),
  gains: z.array(reachItemSchema),
  loses: z.array(reachItemSchema),
});

/** The rights that one role newly reaches through a step. */
export const openedSchema = roleReachSchema.pick({ role: true, gains: true }).extend({
  /** Reached only after the role has granted itself a role that it administers (ADMIN OPTION). */
  byGrant: z.literal(true).optional(),
});

export type ReachItem = z.infer<typeof reachItemSchema>;
export type RoleReach = z.infer<typeof roleReachSchema>;
export type Opened = z.infer<typeof openedSchema>;
