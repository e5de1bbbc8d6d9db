import { z } from "zod";
import { accessRulesSchema } from "./access-rules";
import { activitySchema, electricLockSchema, preparedSchema, transactionSchema } from "./activity";
import { connectionSchema } from "./connection";
import { eventTriggerSchema } from "./event-trigger";
import { leftoverSchema } from "./leftover";
import { powerSchema } from "./power";
import { defaultPrivilegeSchema, relationSchema, schemaSchema } from "./relation";
import { publicationSchema, slotSchema, walSenderSchema } from "./replication";
import { seen } from "./seen";
import { databaseSchema, fixedSettingSchema, roleSchema, serverSchema, visitorSchema } from "./server";

/** Word of a running Electric on itself, where its URL is known. */
export const electricSeenSchema = z.object({
  url: z.string(),
  /** Null when it did not answer. */
  httpStatus: z.number().int().nullable(),
  /** `active`, `waiting`, `starting`, or what else it said; null when it did not answer. */
  status: z.string().nullable(),
  version: z.string().nullable(),
  /** Since when it has not been `active`, ISO time, as far as visits know; null when it is, or on a first visit. */
  notActiveSince: z.string().nullable(),
  /** Why it did not answer, null when it did. */
  failure: z.string().nullable(),
  /** Lag of its slot by its metrics, bytes; null where they are not read or do not tell. */
  slotLagBytes: z.number().nullable().default(null),
});

const common = {
  /** ISO time, the visitor's clock. */
  takenAt: z.string(),
  connection: connectionSchema,
  electric: electricSeenSchema.nullable(),
};

/** No session came about: only the connection is known. */
export const unreachedSchema = z.object({ ...common, reached: z.literal(false) });

/** Result of one visit: plain data, evened out over Postgres 14 to 18. */
export const reachedSchema = z.object({
  ...common,
  reached: z.literal(true),
  server: serverSchema,
  database: databaseSchema,
  visitor: visitorSchema,
  /** Electric's role, null when it does not exist. */
  role: roleSchema.nullable(),
  /**
   * Settings that are fixed for the database, for all roles or for the server, one of each name; known also without the
   * role.
   */
  databaseSettings: z.array(fixedSettingSchema),
  schemas: z.array(schemaSchema),
  relations: z.array(relationSchema),
  /** Roles whose members can take over the server; none in a snapshot of before 2026-12. */
  powers: z.array(powerSchema).default([]),
  /** Objects that other kinds of Electric left; none in a snapshot of before 2026-12. */
  leftovers: z.array(leftoverSchema).default([]),
  /** Event triggers of this database, disabled ones too; none in a snapshot of before 2026-12. */
  eventTriggers: z.array(eventTriggerSchema).default([]),
  defaultPrivileges: z.array(defaultPrivilegeSchema),
  publication: publicationSchema.nullable(),
  slots: seen(z.array(slotSchema)),
  /** Walsenders connected now, of any kind. */
  walSenders: seen(z.number().int()),
  /** The same one by one; absent in a snapshot of before 2026-12. */
  walSenderList: seen(z.array(walSenderSchema)).optional(),
  activity: seen(activitySchema),
  transactions: seen(z.array(transactionSchema)),
  preparedTransactions: seen(z.array(preparedSchema)),
  electricLock: seen(electricLockSchema),
  /** Null where the visiting role may not read them, or they could not be read. */
  accessRules: accessRulesSchema.nullable().default(null),
});

export const snapshotSchema = z.discriminatedUnion("reached", [unreachedSchema, reachedSchema]);

export type Snapshot = z.infer<typeof snapshotSchema>;
export type ReachedSnapshot = z.infer<typeof reachedSchema>;
export type ElectricSeen = z.infer<typeof electricSeenSchema>;
