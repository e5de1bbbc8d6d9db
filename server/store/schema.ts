import {
  bigint,
  bigserial,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { BudgetNumbers } from "@/lib/budget/headroom";
import { STATUSES, type Finding, type Status } from "@/lib/checks/finding";
import { VERDICTS } from "@/lib/checks/verdict";
import type { Brief } from "@/lib/report/brief-schema";
import { MARK_KINDS, type Point } from "@/lib/history/schema";
import type { Plan } from "@/lib/repair/plan/schema";
import { RUN_STATES } from "@/lib/repair/run/machine";
import type { Compared, Progress } from "@/lib/repair/run/schema";
import { STRATEGIES, type Target } from "@/lib/target/schema";
import { sql } from "drizzle-orm";
import { user } from "./auth-schema";
import { at, bytes, ofDatabase, databases } from "./database-schema";

export * from "./auth-schema";
export * from "./proposal-schema";
export * from "./channel-schema";
export * from "./alert-schema";
export { credentials, databases } from "./database-schema";
export * from "./settings-schema";
export * from "./share-schema";
export * from "./token-schema";

/** One kept visit. The snapshot is gzipped JSON: at 10,000 tables it is some megabytes of text. */
export const visits = pgTable(
  "visits",
  {
    id: uuid().primaryKey().defaultRandom(),
    databaseId: ofDatabase(),
    takenAt: at("taken_at").notNull(),
    verdict: text({ enum: VERDICTS }).notNull(),
    findings: jsonb().$type<Finding[]>().notNull(),
    /** Counts and the next action, for lists. */
    brief: jsonb().$type<Brief>().notNull(),
    /** Status by check id: since when a check fails is read from here, not from the findings. */
    statuses: jsonb().$type<Record<string, Status>>().notNull(),
    budget: jsonb().$type<BudgetNumbers>(),
    snapshot: bytes().notNull(),
  },
  (table) => [index("visits_profile_taken").on(table.databaseId, table.takenAt.desc())],
);

/** Checks whose findings an admin set aside for a database; it changes what is listed, never the verdict. */
export const ignoredFindings = pgTable(
  "ignored_findings",
  {
    databaseId: ofDatabase(),
    checkId: text("check_id").notNull(),
    reason: text().notNull(),
    /** Status of the check then. */
    was: text({ enum: STATUSES }).notNull(),
    /** The last day on which it holds, in UTC; null until it is taken back. */
    until: date({ mode: "string" }),
    userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
    /** The name as it was then: it stays when the account goes. */
    userName: text("user_name").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.databaseId, table.checkId] })],
);

/** Proof that the key in use is the one that the credentials were encrypted with. */
export const keyChecks = pgTable("key_checks", {
  keyId: text("key_id").primaryKey(),
  nonce: bytes().notNull(),
  ciphertext: bytes().notNull(),
});

/** Hashes of the one-time token for the first admin, and of the cookie that it is exchanged for; one row at most. */
export const setup = pgTable("setup", {
  id: integer().primaryKey().default(1),
  tokenHash: text("token_hash"),
  cookieHash: text("cookie_hash"),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** Counters against guessing passwords (rate-limiter-flexible's table). */
export const signInLimits = pgTable("sign_in_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});

/** The last trial of a database, beside its visits: no password is in it. */
export const trials = pgTable("trials", {
  databaseId: ofDatabase().primaryKey(),
  endedAt: at("ended_at").notNull(),
  version: text().notNull(),
  pool: boolean().notNull(),
  findings: jsonb().$type<Finding[]>().notNull(),
  /** Request of the trial, and a hash of what it depends on in the snapshot (lib/trial/basis.ts). */
  asked: text().notNull(),
  basis: text().notNull(),
  /** When a later check run saw something else. */
  changedAt: at("changed_at"),
});

/** Samples at full pace: an hour of them. */
export const samples = pgTable(
  "samples",
  {
    databaseId: ofDatabase(),
    at: at("at").notNull(),
    /** The pace when it was taken, ms: a longer gap after it is a pause. */
    everyMs: integer("every_ms").notNull(),
    point: jsonb().$type<Point>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.databaseId, table.at] })],
);

const rolledUp = {
  databaseId: ofDatabase(),
  /** The beginning of the minute or the hour. */
  at: at("at").notNull(),
  /** How many samples it holds. */
  count: integer().notNull(),
  /** The slowest pace among them, ms. */
  everyMs: integer("every_ms").notNull(),
  average: jsonb().$type<Point>().notNull(),
  peak: jsonb().$type<Point>().notNull(),
};

/** Averages and peaks by the minute: a week of them. */
export const sampleMinutes = pgTable("sample_minutes", rolledUp, (table) => [
  primaryKey({ columns: [table.databaseId, table.at] }),
]);

/** Averages and peaks by the hour: a year of them. */
export const sampleHours = pgTable("sample_hours", rolledUp, (table) => [
  primaryKey({ columns: [table.databaseId, table.at] }),
]);

/** Events of a database that show in its numbers. */
export const marks = pgTable(
  "marks",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    databaseId: ofDatabase(),
    at: at("at").notNull().defaultNow(),
    kind: text({ enum: MARK_KINDS }).notNull(),
    text: text().notNull(),
  },
  (table) => [index("marks_profile_at").on(table.databaseId, table.at)],
);

/** The leases of older versions, which watched each database by itself. */
export const leases = pgTable("leases", {
  databaseId: ofDatabase().primaryKey(),
  replica: uuid().notNull(),
  until: at("until").notNull(),
});

/** Which replica of Headroom watches a server: one at a time, until the lease runs out. */
export const serverLeases = pgTable("server_leases", {
  /** server/monitor/server-key.ts */
  key: text().primaryKey(),
  replica: uuid().notNull(),
  until: at("until").notNull(),
  /** The replica that the lease is to be given to, because a check or a person there needs the session. */
  wantedBy: uuid("wanted_by"),
});

/** Signs of life of the replicas: the leases of one that gives none are free before they run out (server/monitor/life.ts). */
export const replicas = pgTable("replicas", {
  id: uuid().primaryKey(),
  /** The beginning of the signs that came without a gap until now. */
  since: at("since").notNull(),
  until: at("until").notNull(),
  /** Its session on the store by which it hears the others; null while it has none, or for an older version. */
  wirePid: integer("wire_pid"),
  wireSince: at("wire_since"),
});

/** Which server a login led to: those of one key share a session. Its columns are explained in monitor/identity-store.ts. */
export const serverIdentities = pgTable("server_identities", {
  databaseId: ofDatabase().primaryKey(),
  key: text().notNull(),
  route: text().notNull(),
  system: text(),
  startedAt: text("started_at").notNull(),
  database: text().notNull(),
  sight: integer().notNull(),
  seenAt: at("seen_at").notNull().defaultNow(),
});

/** Replicas through which a database is viewed, so that the one that watches it knows the pace. */
export const lookers = pgTable(
  "lookers",
  { databaseId: ofDatabase(), replica: uuid().notNull(), until: at("until").notNull() },
  (table) => [primaryKey({ columns: [table.databaseId, table.replica] })],
);

/**
 * Acts of people on watched databases. Rows are added and never changed, a trigger sees to that; each holds the hash of
 * itself and the one before, so that tampering shows (server/audit). `detail` holds no secret.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    at: at("at").notNull().defaultNow(),
    userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
    /** The name as it was then: it stays when the account goes. */
    userName: text("user_name").notNull(),
    databaseId: uuid("profile_id").references(() => databases.id, { onDelete: "set null" }),
    /** The database's name as it was then. */
    profileName: text("profile_name").notNull(),
    action: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Address of the request, as the nearest proxy says. */
    fromAddress: text("from_address"),
    /** The ids as they were: those above are emptied when the account or the database goes. */
    userRef: text("user_ref"),
    profileRef: text("profile_ref"),
    /** Its place in the chain; null, as the hash, for what an older version wrote and no start has sealed yet. */
    position: bigint({ mode: "number" }).unique(),
    previousHash: text("previous_hash"),
    hash: text(),
  },
  (table) => [
    index("audit_events_profile_at").on(table.databaseId, table.at),
    index("audit_events_action").on(table.action, table.id.desc()),
  ],
);

/**
 * Runs of plans on watched databases. The plan is kept without its verifier, so no secret is here. At most one of a
 * database is under way, whichever replica has it.
 */
export const runs = pgTable(
  "runs",
  {
    id: uuid().primaryKey().defaultRandom(),
    databaseId: uuid("profile_id").references(() => databases.id, { onDelete: "set null" }),
    profileName: text("profile_name").notNull(),
    plan: jsonb().$type<Plan>().notNull(),
    fingerprint: text().notNull(),
    dry: boolean().notNull(),
    /** The run that this one undoes. */
    undoes: uuid(),
    /** Target of Electric then, with the strategy that was chosen. */
    target: jsonb().$type<Target>().notNull(),
    /** The strategy of the database before the run, which its undo brings back. */
    strategyBefore: text("strategy_before", { enum: STRATEGIES }).notNull(),
    state: text({ enum: RUN_STATES }).notNull(),
    progress: jsonb().$type<Progress>().notNull(),
    compared: jsonb().$type<Compared[]>().notNull().default([]),
    lockMs: doublePrecision("lock_ms"),
    says: text(),
    sqlstate: text(),
    /** The transaction's id in the watched database, stored before the commit is sent. */
    xid: text(),
    startedAt: at("started_at").notNull().defaultNow(),
    finishedAt: at("finished_at"),
    userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
    /** The name as it was then. */
    userName: text("user_name").notNull(),
    /** Id of the API token that began it; null for a person. */
    tokenRef: text("token_ref"),
    fromAddress: text("from_address"),
    /** The replica that has it, and when it last said so. */
    replica: uuid().notNull(),
    heartbeatAt: at("heartbeat_at").notNull().defaultNow(),
    cancelAskedAt: at("cancel_asked_at"),
  },
  (table) => [
    index("runs_profile_started").on(table.databaseId, table.startedAt.desc()),
    uniqueIndex("runs_one_under_way")
      .on(table.databaseId)
      .where(sql`finished_at IS NULL`),
  ],
);
