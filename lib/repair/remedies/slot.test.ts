import { describe, expect, test } from "vitest";
import { aSlot } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { contributed, statementsOf } from "./fixture";
import { slotFailover, slotOrphans } from "./slot";

/** In production at a provider that demands failover slots, with these slots. */
const managed = (slots: Partial<Slot>[], versionNum = 170_004) => ({
  target: { environment: "production" as const },
  snapshot(snapshot: ReachedSnapshot) {
    snapshot.connection.provider = "planetscale";
    snapshot.server.versionNum = versionNum;
    snapshot.slots = slots.map((slot) => ({ ...aSlot, failover: false, ...slot }));
  },
});
const made = `SELECT pg_catalog.pg_create_logical_replication_slot('electric_slot_default', 'pgoutput', false, false, true)`;
const altered = `ALTER_REPLICATION_SLOT "electric_slot_default" (FAILOVER true)`;

describe("a failover slot that is missing", () => {
  test("is made after the commit, and it is said that the server keeps WAL from then on", () => {
    expect(slotFailover.outside).toBe(true);
    expect(statementsOf(slotFailover, managed([]))).toEqual([made]);
    expect(contributed(slotFailover, managed([])).consequences?.join()).toContain("start Electric soon");
  });

  test("is not made before 17, for development, against the admin's choice, or under a name that Postgres refuses", () => {
    expect(statementsOf(slotFailover, managed([], 160_008))).toEqual([]);
    expect(statementsOf(slotFailover, { ...managed([]), target: { environment: "development" } })).toEqual(
      [],
    );
    expect(statementsOf(slotFailover, { ...managed([]), choices: { failoverSlot: false } })).toEqual([]);
    expect(
      statementsOf(slotFailover, { ...managed([]), target: { environment: "production", streamId: "a-b" } }),
    ).toEqual([]);
  });

  test("is not made where nobody could see whether it is there", () => {
    const unseen = (snapshot: ReachedSnapshot) => {
      managed([]).snapshot(snapshot);
      snapshot.slots = { unseen: true, grant: "GRANT pg_monitor TO x" };
    };
    expect(statementsOf(slotFailover, { ...managed([]), snapshot: unseen })).toEqual([]);
    expect(statementsOf(slotOrphans, { snapshot: unseen })).toEqual([]);
  });
});

describe("a slot that is there", () => {
  test("is altered by itself where nobody reads it", () => {
    expect(statementsOf(slotFailover, managed([{ active: false }]))).toEqual([altered]);
    expect(contributed(slotFailover, managed([{ active: false }])).drafts[0]?.changes).toMatchObject([
      { from: { failover: false }, endReader: false },
    ]);
  });

  test("and in use is altered only where its reader may be ended", () => {
    const { drafts, leaves, fixes } = contributed(slotFailover, managed([{}]));
    expect([drafts, fixes]).toEqual([[], []]);
    expect(leaves).toMatchObject([{ check: "slot.failover", why: expect.stringContaining("in use") }]);
    const ending = { ...managed([{}]), choices: { endReader: true } };
    expect(statementsOf(slotFailover, ending)).toEqual([altered]);
    expect(contributed(slotFailover, ending).drafts[0]?.changes).toMatchObject([{ endReader: true }]);
  });

  test("and temporary is never altered, whatever was chosen", () => {
    const world = { ...managed([{ temporary: true }]), choices: { endReader: true } };
    expect(statementsOf(slotFailover, world)).toEqual([]);
    expect(contributed(slotFailover, world).leaves?.[0]?.why).toContain(
      "CLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN",
    );
  });

  test("stays as it is where it is a failover slot already, physical, or of another database", () => {
    for (const slot of [{ failover: true }, { type: "physical" as const }, { database: "other" }])
      expect(contributed(slotFailover, managed([{ active: false, ...slot }]))).toEqual({
        drafts: [],
        fixes: [],
      });
  });
});

describe("orphans", () => {
  const old = { ...aSlot, name: "electric_slot_old", active: false, activePid: null };
  const left = (...slots: Slot[]) => ({
    snapshot: (seen: ReachedSnapshot) => void (seen.slots = [aSlot, ...slots]),
  });
  const dropping = (...dropOrphans: string[]) => ({ choices: { dropOrphans } });

  test("one is dropped by its name alone, and Electric's own never", () => {
    expect(slotOrphans.outside).toBe(true);
    expect(statementsOf(slotOrphans, left(old))).toEqual([]);
    const world = { ...left(old), ...dropping("electric_slot_old", "electric_slot_default") };
    expect(statementsOf(slotOrphans, world)).toEqual([
      `SELECT pg_catalog.pg_drop_replication_slot('electric_slot_old')`,
    ]);
    expect(contributed(slotOrphans, world).fixes).toEqual(["slot.orphans"]);
  });

  test("that are not chosen stay, with why, and then the check is not promised", () => {
    const other = { ...old, name: "electric_slot_other" };
    const { fixes, leaves, drafts } = contributed(slotOrphans, {
      ...left(old, other),
      ...dropping("electric_slot_old"),
    });
    expect(drafts[0]?.changes).toHaveLength(1);
    expect(fixes).toEqual([]);
    expect(leaves).toMatchObject([
      { check: "slot.orphans", why: expect.stringContaining("choose the ones") },
    ]);
  });

  test("are not slots that somebody reads, nor other programs' slots, although they were chosen", () => {
    const world = {
      ...left({ ...old, active: true }, { ...old, name: "debezium" }),
      ...dropping("electric_slot_old", "debezium"),
    };
    expect(contributed(slotOrphans, world)).toMatchObject({ drafts: [], leaves: [] });
  });

  test("come back as what they were where their undo makes them anew", () => {
    const world = { ...left({ ...old, failover: true }), ...dropping("electric_slot_old") };
    expect(contributed(slotOrphans, world).drafts[0]?.changes).toMatchObject([
      { from: { failover: true }, to: null },
    ]);
  });
});
