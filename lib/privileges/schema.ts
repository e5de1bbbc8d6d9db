import { z } from "zod";
import { eventTriggerSchema } from "@/lib/snapshot/event-trigger";
import { noOwnerWork, ownerWorkSchema } from "./owner-work";
import { tableFunctionSchema } from "./table-functions";
import { noPartitionJobs, partitionJobsSchema } from "./partition-jobs";

/** Privileges of one grantee from one grantor, as aclexplode() tells them. */
export const aclItemSchema = z.object({
  /** Null is PUBLIC. */
  grantee: z.string().nullable(),
  grantor: z.string(),
  /** As GRANT writes them: `SELECT`, `USAGE`, … sorted. */
  privileges: z.array(z.string()),
  /** Privileges of the list that it holds WITH GRANT OPTION. */
  grantable: z.array(z.string()),
});

/** An access list; null where none was ever written, so that the kind of object's own default holds. */
export const aclSchema = z.array(aclItemSchema).nullable();

export const roleFactsSchema = z.object({
  name: z.string(),
  superuser: z.boolean(),
  inherit: z.boolean(),
  createRole: z.boolean(),
  canLogin: z.boolean(),
  replication: z.boolean(),
  bypassRls: z.boolean(),
  /** Null without a limit. */
  connectionLimit: z.number().int().nullable(),
  /** ISO time; null when it never expires. */
  validUntil: z.string().nullable(),
});

/** One row of pg_auth_members. Below 16 `inherit` is the member's own attribute and `set` is true. */
export const membershipRowSchema = z.object({
  role: z.string(),
  member: z.string(),
  grantor: z.string(),
  admin: z.boolean(),
  inherit: z.boolean(),
  set: z.boolean(),
});

/** Facts of a table for a repair, by its oid in the snapshot; only tables of the target and below it. */
export const tableRightsSchema = z.object({
  oid: z.number().int(),
  acl: aclSchema,
  /** Columns with an access list of their own. */
  columns: z.array(z.object({ name: z.string(), acl: z.array(aclItemSchema) })),
  /** The index of REPLICA IDENTITY USING INDEX. */
  identityIndex: z.string().nullable(),
  /** Rules beside a view's own; they run with the rights of the table's owner. */
  rules: z.array(z.string()),
  policies: z.array(z.string()),
  /**
   * Publications other than Electric's in which it stands, in any way: with FULL the application's own UPDATE and DELETE
   * fail where one has a column list, or on 18 leaves out a stored generated column.
   */
  alsoIn: z
    .array(z.object({ name: z.string(), columnList: z.boolean(), generatedStored: z.boolean().nullable() }))
    .default([]),
});

export const sequenceRightsSchema = z.object({
  schema: z.string(),
  name: z.string(),
  owner: z.string(),
  /** The table whose column owns it: the sequence follows that table to another owner. */
  table: z.number().int(),
  acl: aclSchema,
});

/** Something that reads or writes a table of the target with the rights of its own owner. */
export const dependentSchema = z.object({
  kind: z.enum(["view", "materialized view", "function"]),
  schema: z.string(),
  name: z.string(),
  owner: z.string(),
  /** oids of the tables that it names. */
  tables: z.array(z.number().int()),
});

/** An object with an access list beside those that are read whole, and what that list says of Electric's role. */
export const otherRightsSchema = z.object({
  type: z.enum(["table", "sequence", "database", "routine"]),
  /** Null for a database. */
  schema: z.string().nullable(),
  name: z.string(),
  /** Of a routine: the types that it is called with. */
  arguments: z.array(z.object({ schema: z.string(), name: z.string() })).optional(),
  owner: z.string(),
  acl: z.array(aclItemSchema),
  columns: z.array(z.object({ name: z.string(), acl: z.array(aclItemSchema) })),
});

/** The kinds of objects that ALTER DEFAULT PRIVILEGES knows; SCHEMAS without IN SCHEMA only. */
export const defaultObjectsSchema = z.enum(["TABLES", "SEQUENCES", "FUNCTIONS", "TYPES", "SCHEMAS"]);

/** Rights by the catalogues: all that a repair needs beside a Snapshot. */
export const rightsSchema = z.object({
  /** current_user of the session that looked, and that would run a plan. */
  admin: z.string(),
  /** Oid 10's name: from 16 on it grants to the creator of a role. */
  bootstrap: z.string(),
  roles: z.array(roleFactsSchema),
  memberships: z.array(membershipRowSchema),
  database: z.object({ name: z.string(), owner: z.string(), acl: aclSchema }),
  /** All but the system's. */
  schemas: z.array(z.object({ name: z.string(), owner: z.string(), acl: aclSchema })),
  tables: z.array(tableRightsSchema),
  sequences: z.array(sequenceRightsSchema),
  dependents: z.array(dependentSchema),
  /** ALTER ROLE … SET of Electric's role; database null means everywhere. */
  roleSettings: z.array(
    z.object({
      database: z.string().nullable(),
      name: z.string(),
      value: z.string(),
      /** Whether the session that looked may set and reset it; an ordinary role may not set a superuser's parameter. */
      mayReset: z.boolean().default(true),
    }),
  ),
  /** Objects that Electric's role owns here beside tables and its publication, as pg_identify_object writes it. */
  owned: z.array(z.object({ type: z.string(), identity: z.string() })),
  /** Databases of the server in which something else depends on Electric's role, so that it cannot be dropped. */
  dependsIn: z.array(z.string()),
  /** Views, tables and sequences beside the target's, functions, and other databases: what Electric's role was granted there. */
  others: z.array(otherRightsSchema).default([]),
  /** Default privileges that Electric's role has on what is to come; what it may pass on is a row of its own. */
  defaults: z
    .array(
      z.object({
        creator: z.string(),
        schema: z.string().nullable(),
        objects: defaultObjectsSchema,
        privileges: z.array(z.string()),
        grantOption: z.boolean(),
      }),
    )
    .default([]),
  /**
   * Further objects that keep Electric's role from being dropped, as pg_identify_object writes it: no plan takes that away.
   */
  keeps: z
    .array(z.object({ type: z.string(), identity: z.string(), how: z.enum(["rights", "policy", "owns"]) }))
    .default([]),
  ownerWork: ownerWorkSchema.default(noOwnerWork),
  /** Functions that tables of the target and their partitions use. */
  tableFunctions: z.array(tableFunctionSchema).default([]),
  eventTriggers: z.array(eventTriggerSchema).default([]),
  partitionJobs: partitionJobsSchema.default(noPartitionJobs),
  /** The session's createrole_self_grant; empty below 16. */
  selfGrant: z.string(),
  /** Sessions that Electric's role has open now, walsenders included. */
  sessions: z.number().int(),
  /** max_locks_per_transaction * (max_connections + max_prepared_transactions): how many locks fit at once. */
  lockSpace: z.number().int(),
});

export type Acl = z.infer<typeof aclSchema>;
export type AclItem = z.infer<typeof aclItemSchema>;
export type RoleFacts = z.infer<typeof roleFactsSchema>;
export type MembershipRow = z.infer<typeof membershipRowSchema>;
export type TableRights = z.infer<typeof tableRightsSchema>;
export type SequenceRights = z.infer<typeof sequenceRightsSchema>;
export type OtherRights = z.infer<typeof otherRightsSchema>;
export type Dependent = z.infer<typeof dependentSchema>;
export type Rights = z.infer<typeof rightsSchema>;
