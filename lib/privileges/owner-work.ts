import { z } from "zod";

/** oids of tables, as a snapshot has them. */
const tables = z.array(z.number().int());

/** Work of Postgres with the rights of a table's owner, whichever role asked for it: it changes when the owner does. */
export const ownerWorkSchema = z.object({
  /** From 16 on, without run_as_owner: the subscription's owner has to be able to become the owner of each table. */
  subscriptions: z.array(z.object({ name: z.string(), owner: z.string(), tables })),
  /** Functions that Electric's role may not call, and when the owner calls them. */
  functions: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      arguments: z.array(z.object({ schema: z.string(), name: z.string() })),
      tables,
      uses: z.array(z.enum(["analyze", "keys", "writes"])),
    }),
  ),
  /** Triggers that run as the owner, because a foreign key or a subscription writes to their table. */
  triggers: z.array(
    z.object({
      table: z.number().int(),
      name: z.string(),
      by: z.enum(["foreign key", "subscription"]),
    }),
  ),
  /** Schemas in which foreign keys from or to the tables look up how to compare. */
  keys: z.array(z.object({ schema: z.string(), tables })),
});

export type OwnerWork = z.infer<typeof ownerWorkSchema>;

/** Nothing of the kind, also for what was kept before it was asked. */
export const noOwnerWork: OwnerWork = { subscriptions: [], functions: [], triggers: [], keys: [] };
