import { z } from "zod";
import { defaultObjectsSchema } from "@/lib/rights/schema";
import { isExpression } from "@/lib/postgres/expression";
import { nameSchema, tableNameSchema } from "@/lib/target/schema";
import { isPrivilege } from "./privilege";

/** A value that is quoted; Postgres has no text with NUL. */
const valueSchema = z.string().refine((value) => !value.includes("\0"), "Postgres text has no NUL.");

/** It stands in SQL without quotes. */
const privilegesSchema = z.array(z.string().refine(isPrivilege, "Postgres knows no such privilege.")).min(1);

/** Attributes of Electric's role that a plan sets. */
export const attributesSchema = z.object({
  login: z.boolean(),
  inherit: z.boolean(),
  replication: z.boolean(),
  bypassRls: z.boolean(),
  connectionLimit: z.number().int().nullable(),
  /** ISO time, null for never. */
  validUntil: valueSchema.nullable(),
});

/** Options of a membership; below 16 only `admin` can be said. */
export const membershipOptionsSchema = z.object({
  admin: z.boolean(),
  inherit: z.boolean(),
  set: z.boolean(),
});

export const objectSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("table"), schema: nameSchema, name: nameSchema }),
  z.object({ type: z.literal("sequence"), schema: nameSchema, name: nameSchema }),
  z.object({ type: z.literal("schema"), name: nameSchema }),
  z.object({ type: z.literal("database"), name: nameSchema }),
  /** A function, aggregate or procedure: of one name there may be several, told apart by the types of their arguments. */
  z.object({
    type: z.literal("routine"),
    schema: nameSchema,
    name: nameSchema,
    arguments: z.array(tableNameSchema),
  }),
]);

/** default, nothing, full, or an index by name. */
export const identitySchema = z.union([
  z.enum(["default", "nothing", "full"]),
  z.object({ index: nameSchema }),
]);

export const publicationOptionsSchema = z.object({
  insert: z.boolean(),
  update: z.boolean(),
  delete: z.boolean(),
  truncate: z.boolean(),
  viaPartitionRoot: z.boolean(),
  /** Null below Postgres 18. */
  generatedStored: z.boolean().nullable(),
});

/** How a table stands in a publication by name; the filter is SQL that the server itself wrote, and stands in SQL as it is. */
export const publishedSchema = z.object({
  filter: z.string().refine(isExpression, "This is no expression that Postgres would write.").nullable(),
  columns: z.array(nameSchema).nullable(),
});

/**
 * One change of a database, with the state before and after it: its SQL is made from it (sql.ts), its undo is the same
 * change with both exchanged (inverse.ts), and a survey tells which of the two holds now (state.ts).
 * Null stands for "is not there".
 */
export const changeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("role"),
    role: nameSchema,
    from: attributesSchema.nullable(),
    to: attributesSchema.nullable(),
    /** The hashed password that a new role gets. */
    verifier: valueSchema.nullable(),
  }),
  z.object({ kind: z.literal("password"), role: nameSchema, verifier: valueSchema }),
  z.object({
    kind: z.literal("role setting"),
    role: nameSchema,
    database: nameSchema.nullable(),
    name: nameSchema,
    from: valueSchema.nullable(),
    to: valueSchema.nullable(),
  }),
  z.object({
    kind: z.literal("membership"),
    role: nameSchema,
    member: nameSchema,
    /** Who gave what stands there now, or null for whoever runs this. */
    grantor: nameSchema.nullable(),
    from: membershipOptionsSchema.nullable(),
    to: membershipOptionsSchema.nullable(),
  }),
  z.object({
    kind: z.literal("privileges"),
    on: objectSchema,
    /** A column's own list instead of the table's. */
    column: nameSchema.nullable(),
    /** Null is PUBLIC. */
    grantee: nameSchema.nullable(),
    privileges: privilegesSchema,
    grantOption: z.boolean(),
    /** False to true is a GRANT, true to false a REVOKE. */
    from: z.boolean(),
    to: z.boolean(),
  }),
  z.object({
    kind: z.literal("default privileges"),
    creator: nameSchema,
    schema: nameSchema.nullable(),
    objects: defaultObjectsSchema.default("TABLES"),
    grantee: nameSchema.nullable(),
    privileges: privilegesSchema,
    grantOption: z.boolean().default(false),
    from: z.boolean(),
    to: z.boolean(),
  }),
  z.object({ kind: z.literal("table owner"), table: tableNameSchema, from: nameSchema, to: nameSchema }),
  z.object({
    kind: z.literal("replica identity"),
    table: tableNameSchema,
    from: identitySchema,
    to: identitySchema,
  }),
  z.object({
    kind: z.literal("publication"),
    publication: nameSchema,
    from: publicationOptionsSchema.nullable(),
    to: publicationOptionsSchema.nullable(),
    /** FOR ALL TABLES, of the side that is not null when the other is. */
    allTables: z.boolean(),
  }),
  z.object({
    kind: z.literal("publication owner"),
    publication: nameSchema,
    from: nameSchema,
    to: nameSchema,
  }),
  z.object({
    kind: z.literal("published"),
    publication: nameSchema,
    table: tableNameSchema,
    from: publishedSchema.nullable(),
    to: publishedSchema.nullable(),
  }),
  z.object({
    kind: z.literal("published schema"),
    publication: nameSchema,
    schema: nameSchema,
    from: z.boolean(),
    to: z.boolean(),
  }),
  z.object({
    kind: z.literal("database limit"),
    database: nameSchema,
    from: z.number().int().nullable(),
    to: z.number().int().nullable(),
  }),
  z.object({
    kind: z.literal("slot"),
    slot: nameSchema,
    from: z.object({ failover: z.boolean() }).nullable(),
    to: z.object({ failover: z.boolean() }).nullable(),
    /** End the session that uses the slot, so that it can be altered (facts: C6). */
    endReader: z.boolean(),
  }),
  z.object({
    kind: z.literal("system setting"),
    name: nameSchema,
    from: valueSchema.nullable(),
    to: valueSchema.nullable(),
    restarts: z.boolean(),
  }),
]);

export type Change = z.infer<typeof changeSchema>;
export type ChangeKind = Change["kind"];
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;
export type Attributes = z.infer<typeof attributesSchema>;
export type MembershipOptions = z.infer<typeof membershipOptionsSchema>;
export type DatabaseObject = z.infer<typeof objectSchema>;
export type Identity = z.infer<typeof identitySchema>;
export type PublicationOptions = z.infer<typeof publicationOptionsSchema>;
export type Published = z.infer<typeof publishedSchema>;
