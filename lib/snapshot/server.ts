import { z } from "zod";
import { VERIFIERS } from "./access-rules";

/** A parameter that was set and counts from the next restart on; `to` is null where the visiting role may not read the files. */
export const pendingRestartSchema = z.object({ name: z.string(), to: z.string().nullable() });

/** The server's version and settings, evened out over 14 to 18; null where this version has no such setting. */
export const serverSchema = z.object({
  /** server_version_num, such as 170004. */
  versionNum: z.number().int(),
  version: z.string(),
  /** version() names Neki, which is no Postgres server; absent in a snapshot of before 2026-12. */
  isNeki: z.boolean().optional(),
  inRecovery: z.boolean(),
  walLevel: z.string(),
  /** Connections. */
  maxConnections: z.number().int(),
  /** With those that RDS keeps for its own superuser below Postgres 16. */
  superuserReservedConnections: z.number().int(),
  /** 0 below Postgres 16, which has no such setting. */
  reservedConnections: z.number().int(),
  maxReplicationSlots: z.number().int(),
  maxWalSenders: z.number().int(),
  /** Bytes; null for -1, which means without limit. */
  maxSlotWalKeepBytes: z.number().nullable(),
  /** ms; 0 means never. */
  walSenderTimeoutMs: z.number(),
  hotStandbyFeedback: z.boolean(),
  syncReplicationSlots: z.boolean().nullable(),
  synchronizedStandbySlots: z.string().nullable(),
  /** Standbys that commits wait for, as the setting writes them; absent in a snapshot of before 2026-12. */
  synchronousStandbyNames: z.string().optional(),
  /** ms; Postgres 18 only, 0 means never. */
  idleReplicationSlotTimeoutMs: z.number().nullable(),
  /** lc_messages of the visit's own session. */
  lcMessages: z.string(),
  /** Whether that session's messages are translated; null where pg_settings is closed, and in a snapshot of before 2026-12. */
  messagesTranslated: z.boolean().nullable().default(null),
  /** Parameters that only a restart changes; none where pg_settings is closed, and in a snapshot of before 2026-12. */
  pendingRestart: z.array(pendingRestartSchema).default([]),
});

export const databaseSchema = z.object({
  name: z.string(),
  owner: z.string(),
  /** As pg_encoding_to_char writes it; null in a snapshot of before 2026-12. */
  encoding: z.string().nullable().default(null),
  /** CONNECTION LIMIT, null when there is none. */
  connectionLimit: z.number().int().nullable(),
});

/** The role that looked, and what it may see. */
export const visitorSchema = z.object({
  role: z.string(),
  superuser: z.boolean(),
  createRole: z.boolean(),
  replication: z.boolean(),
  /** Member of pg_read_all_stats: sees every backend's details. */
  readsAllStats: z.boolean(),
  /** May execute pg_hba_file_rules(). */
  readsAccessRules: z.boolean().default(false),
});

/**
 * A setting fixed for a role, a database, the pair or all roles (ALTER ROLE ALL), from pg_db_role_setting, or for the whole
 * server in its configuration. Values are as they were written: `1s`, `30000`, `on`; lib/snapshot/units.ts reads them.
 */
export const fixedSettingSchema = z.object({
  scope: z.enum(["role", "database", "role in database", "all roles", "server"]),
  name: z.string(),
  value: z.string(),
});

/**
 * A `role` that ALTER ROLE or ALTER DATABASE fixes for Electric's sessions. One that Electric's role may not become is
 * skipped at login with a warning (PostgreSQL, process_settings in utils/init/postinit.c; seen on 14 to 18).
 */
export const setRoleSchema = z.object({
  scope: z.enum(["role in database", "role", "database", "all roles"]),
  /** A role's name as it is written there, or `none`. */
  value: z.string(),
  mayBecome: z.boolean(),
  /** The role named there has REPLICATION or is a superuser. */
  mayReplicate: z.boolean(),
});

/** Electric's role as the target names it. */
export const roleSchema = z.object({
  name: z.string(),
  canLogin: z.boolean(),
  superuser: z.boolean(),
  replication: z.boolean(),
  bypassRls: z.boolean(),
  inherit: z.boolean(),
  /** CONNECTION LIMIT, null when there is none. */
  connectionLimit: z.number().int().nullable(),
  /** ISO time; null when it never expires. */
  validUntil: z.string().nullable(),
  connect: z.boolean(),
  createOnDatabase: z.boolean(),
  usesReservedConnections: z.boolean(),
  /** A provider's group that stands for REPLICATION (rds_replication …), null when it has none. */
  replicationThrough: z.string().nullable(),
  /** Roles whose rights it has without SET ROLE, itself excluded: pg_has_role(role, other, 'USAGE'). */
  inheritsFrom: z.array(z.string()),
  /** Roles it belongs to without inheriting their rights. */
  memberWithoutInherit: z.array(z.string()),
  /** Settings that Electric's sessions start with, one of each name: what is fixed nearest to the role wins. */
  settings: z.array(fixedSettingSchema),
  /** Every `role` that is fixed for its sessions here, the strongest first. */
  setRole: z.array(setRoleSchema).default([]),
  /** The role that its sessions act as instead, with what counts there; null where they act as itself. */
  acting: z
    .object({
      name: z.string(),
      superuser: z.boolean(),
      bypassRls: z.boolean(),
      createOnDatabase: z.boolean(),
    })
    .nullable()
    .default(null),
  /**
   * The schema pg_catalog, and functions and relations of it, that Electric needs, and the role that its sessions act as may not use
   * (lib/electric/catalogues.ts).
   */
  closed: z
    .array(z.object({ kind: z.enum(["function", "relation", "schema"]), name: z.string() }))
    .default([]),
  /** NOLOGIN roles that it was made a member of, without the system's and the provider's. */
  groups: z.array(z.string()).default([]),
  /** How its password is kept; null where the visiting role may not read pg_authid. */
  verifier: z.enum(VERIFIERS).nullable().default(null),
});

export type Server = z.infer<typeof serverSchema>;
export type PendingRestart = z.infer<typeof pendingRestartSchema>;
export type Database = z.infer<typeof databaseSchema>;
export type ElectricRole = z.infer<typeof roleSchema>;
export type SetRole = z.infer<typeof setRoleSchema>;
export type FixedSetting = z.infer<typeof fixedSettingSchema>;
