import type { Unseen } from "@/lib/snapshot/seen";
import type { Sample, SessionGroup } from "./schema";

/** A sample whose role may see who is there. */
export type SeenSample = Omit<Sample, "activity"> & { activity: Exclude<Sample["activity"], Unseen> };

const ofApp = {
  database: "orders",
  own: false,
  address: "10.0.0.7",
  state: "idle",
  oldestTransactionMs: null,
  longestIdleMs: 1200,
  beforeWalSender: 0,
};

/** A group of sessions for tests: `name` connects as `app`, unless `change` says otherwise. */
export const aGroup = (name: string, count: number, change: Partial<SessionGroup> = {}): SessionGroup => ({
  ...ofApp,
  role: "app",
  applicationName: name,
  count,
  ...change,
});

/** A full sample on which all is well: 100 connections, Electric with its pool of 20, an application with 6. */
export const aSample: SeenSample = {
  at: "2026-11-23T03:00:00.000Z",
  serverStartedAt: "2026-11-01T00:00:00.000Z",
  server: {
    maxConnections: 100,
    superuserReservedConnections: 3,
    reservedConnections: 0,
    maxWalSenders: 10,
    maxSlotWalKeepBytes: 10_737_418_240,
    inRecovery: false,
  },
  database: { name: "orders", connectionLimit: null },
  role: { superuser: false, connectionLimit: null, usesReservedConnections: false },
  walSenderPids: [4711],
  slots: [
    {
      name: "electric_slot_default",
      type: "logical",
      database: "orders",
      active: true,
      activePid: 4711,
      walStatus: "reserved",
      safeWalBytes: 8_589_934_592,
      retainedBytes: 65_536,
      lagBytes: 1024,
      confirmedFlushLsn: "0/1A2B3C8",
    },
  ],
  counts: [
    { role: "electric", database: "orders", count: 20 },
    { role: "app", database: "orders", count: 6 },
    { role: "postgres", database: "orders", count: 1 },
  ],
  activity: {
    groups: [
      aGroup("", 20, { role: "electric", beforeWalSender: 4 }),
      aGroup("web", 6),
      aGroup("headroom", 1, { role: "postgres", own: true, state: "active", longestIdleMs: null }),
    ],
    hidden: 0,
  },
  uncounted: [
    { type: "walsender", count: 1 },
    { type: "autovacuum launcher", count: 1 },
  ],
  electricLock: {
    holderPid: 4711,
    holderRole: "electric",
    waiting: 0,
    holderAddress: "10.0.0.9",
    holderSince: "2026-11-23T00:00:00.000Z",
  },
  sessionsOpened: 10_000,
};

/** Returns a copy of the good sample after `change` has altered it. */
export function sampleWith(change: (sample: SeenSample) => void): SeenSample {
  const copy = structuredClone(aSample);
  change(copy);
  return copy;
}
