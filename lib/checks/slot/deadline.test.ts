import { describe, expect, test } from "vitest";
import { aSlot, aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import type { Known } from "../known";
import { slotDeadline } from "./deadline";

const GB = 1024 ** 3;
const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.parse(aSnapshot.takenAt) - ms).toISOString();
const idle: Partial<Slot> = {
  active: false,
  activePid: null,
  activeRole: null,
  inactiveSince: ago(HOUR / 2),
};

const judged = (
  slot: Partial<Slot> | null,
  change: (snapshot: ReachedSnapshot) => void = () => {},
  known: Known = {},
) =>
  judge(
    slotDeadline,
    snapshotWith((snapshot) => {
      snapshot.slots = slot === null ? [] : [{ ...aSlot, ...slot }];
      change(snapshot);
    }),
    defaultTarget,
    known,
  );
const timeout =
  (ms: number) =>
  ({ server }: ReachedSnapshot) =>
    void (server.idleReplicationSlotTimeoutMs = ms);

describe("idle_replication_slot_timeout", () => {
  test("is named while Electric reads, where it is shorter than a day, and with its value where it is longer", () => {
    const short = judged({}, timeout(60_000));
    expect(short).toMatchObject({ status: "warn", objects: ["idle_replication_slot_timeout"] });
    expect(short.found).toContain("idle_replication_slot_timeout is 60 s");
    expect(short.ways[0]?.sql).toContain("ALTER SYSTEM SET idle_replication_slot_timeout = '0'");
    expect(judged(null, timeout(60_000)).status).toBe("warn");
    expect(judged({}, timeout(48 * HOUR))).toMatchObject({ status: "pass" });
    expect(judged({}, timeout(48 * HOUR)).found).toContain("2 days");
    expect(judged({}, timeout(0)).found).toBe("No time limit ends a slot here.");
  });

  test("gives the time that is left to a slot that nothing reads", () => {
    const finding = judged(idle, timeout(2 * HOUR));
    expect(finding).toMatchObject({ status: "warn", objects: ["electric_slot_default"] });
    expect(finding.found).toBe(
      "electric_slot_default is lost in about 90 min unless Electric reads it: idle_replication_slot_timeout is 2 h, and nothing has read it for 30 min",
    );
    expect(judged(idle, timeout(HOUR / 4)).found).toContain("is lost at the next checkpoint");
  });

  test("gives no figure that is not known, and does not count for a slot that was synchronised", () => {
    expect(judged({ ...idle, inactiveSince: null }, timeout(HOUR)).found).toContain(
      "is lost unless Electric reads it",
    );
    expect(judged({ ...idle, synced: true }, timeout(48 * HOUR)).status).toBe("pass");
  });
});

describe("max_slot_wal_keep_size", () => {
  const before = (changes: Partial<NonNullable<Known["slot"]>> = {}): Known => ({
    slot: {
      name: aSlot.name,
      retainedBytes: 0,
      confirmedFlushLsn: aSlot.confirmedFlushLsn,
      at: ago(HOUR),
      ...changes,
    },
  });
  const standing: Partial<Slot> = { ...idle, retainedBytes: 2 * GB, safeWalBytes: 8 * GB };

  test("gives the hours that are left at the rate since the visit before", () => {
    const finding = judged(standing, () => {}, before());
    expect(finding.found).toBe(
      "electric_slot_default is lost in about 4 h unless Electric reads it: max_slot_wal_keep_size is 10 GB, 8 GB are left, and 2 GB of WAL are written an hour",
    );
    expect(finding.ways.at(-1)?.sql).toContain("max_slot_wal_keep_size = '20480MB'");
  });

  test.each([
    ["no visit before", {}],
    ["a slot that moved", before({ confirmedFlushLsn: "0/1" })],
    ["another slot", before({ name: "other" })],
    ["too little time", before({ at: ago(30_000) })],
    ["too little growth", before({ retainedBytes: 2 * GB - 1 })],
  ])("gives no sentence without a rate: %s", (_what, known) => {
    expect(judged(standing, () => {}, known).status).toBe("pass");
  });

  test("gives none where nothing limits it, and none while the slot is read", () => {
    const unlimited = ({ server }: ReachedSnapshot) => void (server.maxSlotWalKeepBytes = null);
    expect(judged({ ...standing, safeWalBytes: null }, unlimited, before()).status).toBe("pass");
    expect(judged({ ...standing, active: true }, () => {}, before()).status).toBe("pass");
  });

  test("the sooner of two stands first", () => {
    const both = judged(standing, timeout(HOUR), before());
    expect(both.found).toMatch(/in about 30 min .*idle_replication_slot_timeout.*; max_slot_wal_keep_size/);
  });
});

describe("the provider's own rules", () => {
  const at =
    (provider: "neon" | "planetscale", ...others: Partial<Slot>[]) =>
    (snapshot: ReachedSnapshot) => {
      snapshot.connection.provider = provider;
      if (Array.isArray(snapshot.slots))
        snapshot.slots.push(...others.map((other) => ({ ...aSlot, ...other })));
    };

  test("Neon drops a slot that stands beside one that is read, after 75 min", () => {
    const found = judged(idle, at("neon", { name: "debezium" })).found;
    expect(found).toContain(
      "is lost in about 45 min unless Electric reads it: Neon drops a slot that stands for 75 min",
    );
    expect(judged(idle, at("neon")).status).toBe("pass");
    expect(judged(idle, at("neon", { name: "wal_proposer_slot", type: "physical" })).status).toBe("pass");
  });

  test("on PlanetScale a failover slot that stands for five minutes may not survive a failover", () => {
    const finding = judged({ ...idle, failover: true }, at("planetscale"));
    expect(finding.status).toBe("warn");
    expect(finding.found).toContain("may not survive the next failover unless Electric reads it");
    expect(finding.ways.at(-1)?.sql).toBe("SELECT pg_logical_emit_message(false, 'heartbeat', '');");
    expect(finding.found).toContain("logical_slot_sync_timeout");
    expect(judged({ ...idle, failover: false }, at("planetscale")).status).toBe("pass");
    expect(judged({ ...idle, failover: true, inactiveSince: ago(60_000) }, at("planetscale")).status).toBe(
      "pass",
    );
  });
});

test("leaves a lost slot to slot.state, and is unknown where slots are closed", () => {
  expect(judged({ ...idle, walStatus: "lost" }).status).toBe("not applicable");
  expect(judged({}, (snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT …" })).status).toBe(
    "unknown",
  );
});
