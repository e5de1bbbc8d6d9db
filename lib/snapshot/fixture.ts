import type { Connection } from "./connection";
import type { Relation } from "./relation";
import type { Slot } from "./replication";
import type { ReachedSnapshot } from "./schema";
import type { ElectricRole } from "./server";

/** Literals for tests: a database on which every check of an owner-strategy target passes. */
export const aConnection: Connection = {
  host: "db.example.com",
  port: 5432,
  database: "orders",
  user: "postgres",
  provider: "other",
  sslmode: "verify-full",
  address: "203.0.113.7",
  loopback: false,
  stages: [
    { stage: "dns", status: "ok", ms: 2, detail: "203.0.113.7" },
    { stage: "tcp", status: "ok", ms: 9, detail: "port 5432" },
    { stage: "tls", status: "ok", ms: 14, detail: "TLSv1.3" },
    { stage: "login", status: "ok", ms: 20, detail: "as postgres" },
    { stage: "query", status: "ok", ms: 9, detail: "PostgreSQL 17.4" },
  ],
  totalMs: 54,
  encrypted: true,
  certificateVerified: true,
  pooler: { suspected: [], proven: [] },
  urlFlaws: [],
  failure: null,
};

export const aRole: ElectricRole = {
  name: "electric",
  canLogin: true,
  superuser: false,
  replication: true,
  bypassRls: false,
  inherit: true,
  connectionLimit: null,
  validUntil: null,
  connect: true,
  createOnDatabase: true,
  usesReservedConnections: false,
  replicationThrough: null,
  inheritsFrom: [],
  memberWithoutInherit: [],
  settings: [],
  setRole: [],
  groups: [],
  verifier: "scram-sha-256",
};

export const aTable: Relation = {
  oid: 16401,
  schema: "public",
  name: "orders",
  kind: "r",
  persistence: "permanent",
  isPartition: false,
  parents: [],
  owner: "electric",
  ownerRights: true,
  select: true,
  replicaIdentity: "f",
  rowSecurity: false,
  forceRowSecurity: false,
  hasPrimaryKey: true,
  generatedStored: [],
  generatedVirtual: [],
  fullRefusedBy: [],
  keyText: [],
  oddColumns: [],
  rows: 1200,
  bytes: 98304,
  updates: 10,
  deletes: 0,
  published: { filter: null, columns: null },
};

export const aSlot: Slot = {
  name: "electric_slot_default",
  type: "logical",
  plugin: "pgoutput",
  database: "orders",
  active: true,
  activePid: 4711,
  activeRole: "electric",
  temporary: false,
  walStatus: "reserved",
  safeWalBytes: 8_589_934_592,
  retainedBytes: 65_536,
  lagBytes: 1024,
  failover: true,
  synced: false,
  invalidationReason: null,
  inactiveSince: null,
  confirmedFlushLsn: "0/1A2B3C4",
};

/** A snapshot on which everything passes: Postgres 17.4, 100 connections, Electric running with pool 20. */
export const aSnapshot: ReachedSnapshot = {
  takenAt: "2026-11-23T03:00:00.000Z",
  reached: true,
  connection: aConnection,
  electric: null,
  server: {
    versionNum: 170004,
    version: "17.4",
    inRecovery: false,
    walLevel: "logical",
    maxConnections: 100,
    superuserReservedConnections: 3,
    reservedConnections: 0,
    maxReplicationSlots: 10,
    maxWalSenders: 10,
    maxSlotWalKeepBytes: 10_737_418_240,
    walSenderTimeoutMs: 60_000,
    hotStandbyFeedback: true,
    syncReplicationSlots: true,
    synchronizedStandbySlots: "",
    idleReplicationSlotTimeoutMs: null,
    lcMessages: "en_US.UTF-8",
  },
  database: { name: "orders", owner: "postgres", connectionLimit: null },
  visitor: {
    role: "postgres",
    superuser: true,
    createRole: true,
    replication: true,
    readsAllStats: true,
    readsAccessRules: true,
  },
  role: aRole,
  databaseSettings: [],
  schemas: [{ name: "public", owner: "pg_database_owner", usage: true, creators: ["electric"] }],
  relations: [aTable],
  powers: [{ role: "postgres", through: "postgres", kind: "superuser" }],
  defaultPrivileges: [],
  publication: {
    name: "electric_publication_default",
    owner: "electric",
    allTables: false,
    schemas: [],
    publishes: { insert: true, update: true, delete: true, truncate: true },
    viaPartitionRoot: false,
    generatedStored: null,
    precedesSlot: true,
    decoding: null,
  },
  slots: [aSlot],
  walSenders: 1,
  activity: {
    groups: [
      { role: "electric", database: "orders", applicationName: "", count: 20, own: false },
      { role: "app", database: "orders", applicationName: "web", count: 6, own: false },
      { role: "postgres", database: "orders", applicationName: "headroom", count: 1, own: true },
    ],
    hidden: 0,
  },
  transactions: [],
  preparedTransactions: [],
  electricLock: { holderPid: 4711, holderRole: "electric", waiting: 0 },
  accessRules: {
    rules: [
      {
        file: null,
        line: 100,
        type: "hostssl",
        databases: [{ text: "all", matches: null }],
        users: [{ text: "all", matches: null }],
        address: "all",
        netmask: null,
        method: "scram-sha-256",
        clientCertificate: false,
        error: false,
      },
    ],
    complete: true,
    loaded: true,
    tls: true,
    visitAddress: "203.0.113.9",
    serverAddress: "203.0.113.7",
    electricAddresses: [],
    memberOf: ["electric"],
  },
};

/** Returns a copy of the good snapshot after `change` has spoilt it. */
export function snapshotWith(change: (snapshot: ReachedSnapshot) => void): ReachedSnapshot {
  const copy = structuredClone(aSnapshot);
  change(copy);
  return copy;
}
