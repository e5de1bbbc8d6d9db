import { z } from "zod";

/** Text of a row filter that cannot be read without waiting for a lock. */
export const FILTER_BEHIND_LOCK = "(not readable while the table is locked)";

/** How a relation stands in Electric's publication by name (pg_publication_rel); partitions under their root do not. */
export const membershipSchema = z.object({
  /** Row filter as SQL, null without one (15 and newer). */
  filter: z.string().nullable(),
  /** Column list, null without one (15 and newer). */
  columns: z.array(z.string()).nullable(),
});

/**
 * A column of the key that Electric makes of a row, whose text by a cast can differ from its text in the stream. `how` is the
 * type at the base of domains; `cast` is a cast that was created here, `extension` one of an extension.
 */
export const keyTextSchema = z.object({
  column: z.string(),
  /** As format_type writes it. */
  type: z.string(),
  how: z.enum(["boolean", "inet", "character", "xml", "cast", "extension"]),
});

/** A column whose cast to text is a function that Electric's sessions may not execute. */
export const refusedCastSchema = z.object({
  column: z.string(),
  /** As format_type writes it. */
  type: z.string(),
  /** As regprocedure writes it: with its schema and its arguments, quoted where that is needed. */
  function: z.string(),
});

/** A publication other than Electric's under which a table that is FULL takes no UPDATE and no DELETE, and why. */
export const refusalSchema = z.object({
  publication: z.string(),
  because: z.enum(["column list", "generated columns"]),
  /** oid of the relation that stands in it by name with the column list; null for generated columns. */
  entry: z.number().int().nullable(),
  /** Whether that entry has a row filter as well. */
  filtered: z.boolean(),
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
  /** TimescaleDB's trigger ts_insert_blocker stands on it; false in a snapshot of before 2026-12. */
  hypertable: z.boolean().default(false),
  /** oids of the parents: one for a partition, any number for inheritance. */
  parents: z.array(z.number().int()),
  /** A DETACH PARTITION … CONCURRENTLY of it was broken off; false in a snapshot of before 2026-12. */
  detachPending: z.boolean().default(false),
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
  /** The same rights of the role that Electric's sessions act as instead of Electric's role; null where they do not. */
  acting: z
    .object({ ownerRights: z.boolean(), select: z.boolean(), policyShowsAll: z.boolean() })
    .nullable()
    .default(null),
  /** Without SELECT on the table those sessions may read every column of it by grants on columns. */
  selectsColumns: z.boolean().default(false),
  hasPrimaryKey: z.boolean(),
  generatedStored: z.array(z.string()),
  generatedVirtual: z.array(z.string()),
  /** Stored generated columns of the key, or of a table without a primary key; none in a snapshot of before 2026-12. */
  generatedKey: z.array(z.string()).default([]),
  /** False for a table without a single column; true in a snapshot of before 2026-12. */
  hasColumns: z.boolean().default(true),
  /** Other publications that refuse UPDATE and DELETE once it is FULL; none in a snapshot of before 2026-12. */
  fullRefusedBy: z.array(refusalSchema).default([]),
  /** Publications other than Electric's that carry its UPDATEs or DELETEs; none in a snapshot of before 2026-12. */
  otherPublications: z.array(z.string()).default([]),
  /** Columns of the key (of the table where it has no primary key) whose text can differ; none in a snapshot of before 2026-12. */
  keyText: z.array(keyTextSchema).default([]),
  /** Columns whose cast to text Electric's sessions may not call; none in a snapshot of before 2026-12. */
  refusedCasts: z.array(refusedCastSchema).default([]),
  /** Columns with a backslash or a control character in their name; none in a snapshot of before 2026-12. */
  oddColumns: z.array(z.string()).default([]),
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
  /** The same of the role that Electric's sessions act as instead; null where they do not. */
  actingUsage: z.boolean().nullish(),
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

export type Refusal = z.infer<typeof refusalSchema>;
export type KeyText = z.infer<typeof keyTextSchema>;
export type Relation = z.infer<typeof relationSchema>;
