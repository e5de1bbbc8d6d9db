import { describe, expect, test } from "vitest";
import { aSnapshot } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { aStandby, aStandbySlot, factsWith, HOUR, senderWith, slotWith, unseen } from "./fixture";
import { isTargets, ownSlotReport } from "./own-slot";
import { copyQuery } from "./slot-failover";

const ago = (ms: number) => new Date(Date.parse(aSnapshot.takenAt) - ms).toISOString();
const idle: Partial<Slot> = { active: false, activePid: null, activeRole: null };
const report = (slot: Partial<Slot>, change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  ownSlotReport(factsWith([slotWith(slot)], change), defaultTarget);
const answer = (slot: Partial<Slot>, change?: (snapshot: ReachedSnapshot) => void) => {
  const { status, sentence } = report(slot, change);
  return `${status}: ${sentence}`;
};
const row = (name: string, ...args: Parameters<typeof report>) =>
  report(...args).rows.find((one) => one.name === name)?.value;

describe("the sentence of the slot", () => {
  test.each([
    ["pass: Electric reads electric_slot_default and is 1 kB behind.", {}],
    ["pass: Electric reads electric_slot_default.", { lagBytes: null }],
    ["warn: Nothing has read electric_slot_default.", idle],
    ["warn: Nothing has read electric_slot_default for 3 h.", { ...idle, inactiveSince: ago(3 * HOUR) }],
    ["fail: electric_slot_default is lost: Electric has to begin anew.", { walStatus: "lost" }],
    [
      "fail: electric_slot_default is lost: Electric has to begin anew.",
      { invalidationReason: "idle_timeout" },
    ],
    [
      "warn: electric_slot_default is lost at the next checkpoint unless Electric catches up.",
      { walStatus: "unreserved" },
    ],
    ["warn: electric_slot_default keeps more WAL than max_wal_size.", { walStatus: "extended" }],
    ["warn: electric_slot_default is lost after 1 GB more WAL.", { safeWalBytes: 1024 ** 3 }],
    ["fail: Slot electric_slot_default belongs to database billing, not to orders.", { database: "billing" }],
    ["fail: Slot electric_slot_default is a physical slot, which Electric cannot use.", { type: "physical" }],
    [
      "fail: Slot electric_slot_default has the plugin wal2json; Electric needs pgoutput.",
      { plugin: "wal2json" },
    ],
  ] as [string, Partial<Slot>][])("is “%s”", (expected, slot) => {
    expect(answer(slot)).toBe(expected);
  });

  test("tells a reader that is not Electric, and an Electric of another role", () => {
    expect(answer({ activePid: 12 })).toBe(
      "fail: electric_slot_default is read by process 12, which is not Electric.",
    );
    expect(answer({ activeRole: "sync" })).toBe("warn: Electric reads electric_slot_default as role sync.");
    const hide = (snapshot: ReachedSnapshot) => void (snapshot.electricLock = unseen);
    expect(answer({ activeRole: null }, hide)).toBe(
      "unknown: Process 4711 reads electric_slot_default and is 1 kB behind.",
    );
  });

  test("is unknown with its grant where slots are closed, and no fault where there is none yet", () => {
    expect(ownSlotReport(factsWith(unseen), defaultTarget)).toMatchObject({
      status: "unknown",
      sentence: "Unknown: Headroom's role may not see replication slots.",
      grant: unseen.grant,
      slot: null,
    });
    expect(ownSlotReport(factsWith([]), defaultTarget)).toMatchObject({
      status: "not applicable",
      sentence: "Slot electric_slot_default does not exist yet; Electric creates it when it starts.",
    });
  });
});

describe("the facts of the slot", () => {
  test("name its reader with role, address and start", () => {
    expect(report({}).rows[0]).toEqual({
      name: "State",
      value: "read by process 4711 (electric, 10.0.0.7) since",
      since: "2026-11-23T00:00:00.000Z",
    });
  });

  test("say what of the reader is hidden, and keep the grant where walsenders are closed", () => {
    const hidden = (snapshot: ReachedSnapshot) =>
      void (snapshot.walSenderList = [senderWith({ address: null, startedAt: null })]);
    expect(row("State", {}, hidden)).toBe("read by process 4711 (electric, address unknown)");
    expect(report({}, hidden).grant).toContain('GRANT pg_read_all_stats TO "postgres";');
    expect(report({}).grant).toBeNull();
    const closed = (snapshot: ReachedSnapshot) => void (snapshot.walSenderList = unseen);
    expect(report({}, closed).grant).toBe(unseen.grant);
  });

  test("tell since when nothing reads, and that Postgres below 17 does not tell", () => {
    expect(report({ ...idle, inactiveSince: ago(HOUR) }).rows[0]?.since).toBe(ago(HOUR));
    const old = (snapshot: ReachedSnapshot) => void (snapshot.server.versionNum = 160_000);
    expect(row("State", idle, old)).toBe("not read; Postgres tells since when from 17 on");
    expect(row("State", idle)).toBe("not read");
  });

  test("count down the idle timeout of 18, and say where there is none", () => {
    const timeout = (ms: number | null) => (snapshot: ReachedSnapshot) =>
      void (snapshot.server.idleReplicationSlotTimeoutMs = ms);
    expect(row("Time limit", {}, timeout(null))).toContain("exists from Postgres 18");
    expect(row("Time limit", {}, timeout(0))).toBe("none (idle_replication_slot_timeout is 0)");
    expect(row("Time limit", {}, timeout(2 * HOUR))).toContain("lost after 2 h without a reader");
    expect(row("Time limit", { ...idle, inactiveSince: ago(HOUR / 2) }, timeout(2 * HOUR))).toMatch(
      /^in about 90 min: idle_replication_slot_timeout is 2 h/,
    );
    expect(row("Time limit", { ...idle, inactiveSince: ago(3 * HOUR) }, timeout(2 * HOUR))).toMatch(
      /^at the next checkpoint: /,
    );
  });

  test("count the instances that wait for the lock", () => {
    const waiting = (number: number) => (snapshot: ReachedSnapshot) =>
      void (snapshot.electricLock = { holderPid: 4711, holderRole: "electric", waiting: number });
    expect(row("Waiting", {}, waiting(0))).toBeUndefined();
    expect(row("Waiting", {}, waiting(1))).toBe("1 more instance waits for Electric's lock");
  });

  test("say why a slot is lost", () => {
    expect(row("Why lost", { invalidationReason: "rows_removed" })).toContain("rows of the catalogue");
    expect(row("Why lost", {})).toBeUndefined();
  });

  test("name what a snapshot of an older Headroom leaves out as unknown or not at all", () => {
    const { catalogXminAge: _age, xminAge: _xmin, ...older } = slotWith({});
    const facts = factsWith([older], (snapshot) => delete snapshot.walSenderList);
    const { rows } = ownSlotReport(facts, defaultTarget);
    expect(rows.find(({ name }) => name === "Vacuum")).toBeUndefined();
    expect(rows[0]?.value).toBe("read by process 4711 (electric, address unknown)");
  });
});

describe("whether the slot survives a failover", () => {
  const withStandby = (snapshot: ReachedSnapshot) => {
    snapshot.walSenderList = [senderWith({}), aStandby];
  };
  const failover = (slot: Partial<Slot>, change: (snapshot: ReachedSnapshot) => void, standby = true) => {
    const facts = factsWith([slotWith(slot), ...(standby ? [aStandbySlot] : [])], (snapshot) => {
      withStandby(snapshot);
      change(snapshot);
    });
    return {
      text: ownSlotReport(facts, defaultTarget).rows.find(({ name }) => name === "Failover")?.value,
      query: copyQuery(slotWith(slot), facts),
    };
  };
  const nothing = () => {};

  test("names the standby that could have the copy, and the query that tells there", () => {
    const { text, query } = failover({}, nothing);
    expect(text).toBe("yes; whether replica_1 has its copy is known only there");
    expect(query).toContain("WHERE slot_name = 'electric_slot_default'");
  });

  test("names settings that are off", () => {
    const off = ({ server }: ReachedSnapshot) => void (server.syncReplicationSlots = false);
    expect(failover({}, off).text).toContain("; sync_replication_slots is off here");
  });

  test.each([
    ["yes, but no standby is connected that could copy it", {}, nothing, false],
    ["no: at a failover it stays behind on the old primary", { failover: false }, nothing, true],
    ["no: a temporary slot can never be a failover slot", { temporary: true }, nothing, true],
    ["unknown until the next check", { failover: null }, nothing, true],
    ["copied from the primary and ready for a failover", { synced: true }, nothing, true],
    [
      "copied from the primary, not ready: it is kept once Electric has confirmed again",
      { synced: true, temporary: true },
      nothing,
      true,
    ],
    [
      "not possible below Postgres 17: a failover loses the slot",
      {},
      ({ server }: ReachedSnapshot) => void (server.versionNum = 160_004),
      true,
    ],
  ] as [string, Partial<Slot>, typeof withStandby, boolean][])("is “%s”", (text, slot, change, standby) => {
    expect(failover(slot, change, standby).text).toBe(text);
  });
});

test("a slot of another database or plugin is not the target's, one that is lost still is", () => {
  const facts = factsWith([]);
  expect(isTargets(slotWith({}), facts)).toBe(true);
  expect(isTargets(slotWith({ walStatus: "lost" }), facts)).toBe(true);
  expect(isTargets(slotWith({ database: "billing" }), facts)).toBe(false);
  expect(isTargets(slotWith({ plugin: "wal2json" }), facts)).toBe(false);
});
