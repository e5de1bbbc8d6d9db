import { z } from "zod";

/** How a relation stands in Electric's publication by name (pg_publication_rel); partitions under their root do not. */
export const membershipSchema = z.object({
  /** Row filter as SQL, null without one (15 and newer). */
  filter: z.string().nullable(),
  /** Column list, null without one (15 and newer). */
  columns: z.array(z.string()).nullable(),
});

export const relationSchema = z.object({
  oid: z.number().int(),
  schema: z.string(),
  name: z.string(),
  kind: z.enum(["r", "p", "v", "m", "f"]),
  persistence: z.enum(["permanent", "unlogged", "temporary"]),
  /** A partition of another table, at any depth. */
  isPartition: z.boolean(),
  /** The extension that it belongs to; null for none, absent where that was not asked. */
  extension: z.string().nullish(),
  /** oids of the parents: one for a partition, any number for inheritance. */
  parents: z.array(z.number().int()),
  owner: z.string(),
  /** Electric's role is the owner or inherits from it: pg_has_role(role, owner, 'USAGE'). Null without the role. */
  ownerRights: z.boolean().nullable(),
  /** has_table_privilege(role, relation, 'SELECT'). Null without the role. */
  select: z.boolean().nullable(),
  /** d default, n nothing, f full, i index. */
  replicaIdentity: z.enum(["d", "n", "f", "i"]),
  rowSecurity: z.boolean(),
  forceRowSecurity: z.boolean(),
  /** A policy USING (true) shows Electric's role every row, and no restrictive one takes any away; absent means unknown. */
  policyShowsAll: z.boolean().optional(),
  hasPrimaryKey: z.boolean(),
  generatedStored: z.array(z.string()),
  generatedVirtual: z.array(z.string()),
  /** Row estimate (reltuples), null when never analysed. */
  rows: z.number().nullable(),
  /** Bytes of the heap as last seen by vacuum (relpages). */
  bytes: z.number(),
  /** UPDATEs and DELETEs since the statistics were reset. */
  updates: z.number(),
  deletes: z.number(),
  published: membershipSchema.nullable(),
});

export const schemaSchema = z.object({
  name: z.string(),
  owner: z.string(),
  /** has_schema_privilege(role, schema, 'USAGE'). Null without the role. */
  usage: z.boolean().nullable(),
  /** Login roles without superuser that may create here; asked for the target's schemas and the first 1,000 login roles. */
  creators: z.array(z.string()),
});

/** Privileges that new tables of a role get (pg_default_acl, tables only); schema null means everywhere. */
export const defaultPrivilegeSchema = z.object({
  creator: z.string(),
  schema: z.string().nullable(),
  /** A role's name, or `PUBLIC`. */
  grantee: z.string(),
  privilege: z.string(),
});

export type Relation = z.infer<typeof relationSchema>;
