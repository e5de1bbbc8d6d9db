import { describe, expect, test } from "vitest";
import { aSample } from "@/lib/sample/fixture";
import { sampledSlotSchema, type Sample } from "@/lib/sample/schema";
import { aSlot, aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { snapshotSchema } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { factsWith, senderWith, slotWith, unseen } from "./fixture";
import { worstOf } from "./next-step";
import { ownSlotReport } from "./own-slot";
import { replicationOf } from "./page";
import { publicationReport } from "./publication";
import { refreshSlots } from "./refresh";

describe("the publication", () => {
  const report = (change: Parameters<typeof snapshotWith>[0], target: Target = defaultTarget) => {
    const { status, sentence, rows } = publicationReport(snapshotWith(change), target);
    return { told: `${status}: ${sentence}`, rows };
  };
  const manual: Target = { ...defaultTarget, strategy: "manual" };

  test("tells tables, operations, options, owner and mode", () => {
    const { told, rows } = report(() => {});
    expect(told).toBe("pass: 1 of 1 target table is published.");
    expect(rows.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      "Name: electric_publication_default",
      "Tables: 1 of 1 target table",
      "Operations: insert, update, delete, truncate",
      "Options: publish_via_partition_root off",
      "Owner: electric",
      "Mode: automatic: Electric adds tables, and removes those that no shape uses",
    ]);
  });

  test("in automatic mode lacks no table, in manual mode it does", () => {
    const missing: Parameters<typeof snapshotWith>[0] = (snapshot) =>
      void (snapshot.relations = [{ ...aTable, published: null }]);
    expect(report(missing).told).toBe(
      "pass: 0 of 1 target table is published; Electric adds one at its first shape.",
    );
    expect(report(missing, manual).told).toBe("fail: 0 of 1 target table is published.");
  });

  test("counts tables outside the target, and names what it leaves out", () => {
    const surplus = report((snapshot) => {
      snapshot.relations = [aTable, { ...aTable, oid: 2, schema: "audit", name: "log" }];
    });
    expect(surplus.told).toMatch(/^warn: /);
    expect(surplus.rows[1]?.value).toBe("1 of 1 target table, and 1 table outside the target");
    const partly = report(({ publication }) => {
      if (publication !== null)
        publication.publishes = { ...publication.publishes, delete: false, truncate: false };
    });
    expect(partly.told).toBe("fail: The publication leaves out delete, truncate.");
    expect(partly.rows[2]?.value).toBe("without delete, truncate");
  });

  test("lists every option that is set", () => {
    const { rows } = report(({ publication }) => {
      if (publication !== null)
        Object.assign(publication, {
          viaPartitionRoot: true,
          generatedStored: true,
          allTables: true,
          schemas: ["a", "b"],
        });
    });
    expect(rows[3]?.value).toBe(
      "publish_via_partition_root on, publish_generated_columns stored, FOR ALL TABLES, FOR TABLES IN SCHEMA a and b",
    );
  });

  test("is missing in manual mode only", () => {
    const none: Parameters<typeof snapshotWith>[0] = (snapshot) => void (snapshot.publication = null);
    expect(report(none).told).toMatch(/^not applicable: .*Electric creates it when it starts\.$/);
    expect(report(none, manual).told).toMatch(/^fail: .*manual mode needs it\.$/);
  });
});

describe("a later sample", () => {
  const later = "2026-11-23T03:05:00.000Z";
  const sampled = (change: Partial<Sample> = {}): Sample => ({
    ...aSample,
    walSenderPids: [4711],
    ...change,
  });
  const facts = factsWith([slotWith({})]);
  const slot = (change: Partial<typeof aSlot>) => sampledSlotSchema.parse(slotWith(change));

  test("brings lag and WAL, and keeps what only a check run reads", () => {
    const now = refreshSlots(
      facts,
      sampled({ slots: [slot({ lagBytes: 9000, confirmedFlushLsn: "0/2" })] }),
      later,
    );
    expect(now.takenAt).toBe(later);
    expect(now.slots).toEqual([{ ...aSlot, lagBytes: 9000, confirmedFlushLsn: "0/2" }]);
    expect(ownSlotReport(now, defaultTarget).sentence).toContain("8.8 kB behind");
  });

  test("tells a reader that left or came, and a slot that is new or gone", () => {
    const left = refreshSlots(
      facts,
      sampled({ slots: [slot({ active: false, activePid: null })], walSenderPids: [] }),
      later,
    );
    expect(left.slots).toMatchObject([{ active: false, activeRole: null, inactiveSince: null }]);
    expect(left.walSenderList).toEqual([]);
    expect(ownSlotReport(left, defaultTarget).sentence).toBe("Nothing has read electric_slot_default.");
    const made = refreshSlots(facts, sampled({ slots: [slot({ name: "b" }), slot({ name: "a" })] }), later);
    expect(isUnseen(made.slots) ? [] : made.slots.map(({ name, plugin }) => [name, plugin])).toEqual([
      ["a", null],
      ["b", null],
    ]);
  });

  test("changes nothing where it is older, missing, or may not see slots", () => {
    const none = sampled({ slots: [] });
    expect(refreshSlots(facts, null, null)).toBe(facts);
    expect(refreshSlots(facts, none, "2026-11-23T02:59:59.999Z")).toBe(facts);
    expect(refreshSlots(facts, sampled({ slots: unseen }), later)).toBe(facts);
    const closed = factsWith(unseen);
    expect(refreshSlots(closed, none, later)).toBe(closed);
    expect(refreshSlots(facts, none, aSnapshot.takenAt).slots).toEqual([]);
  });
});

describe("the next step", () => {
  const finding = (
    id: `${"slot" | "server" | "tables" | "publication"}.${string}`,
    status: "fail" | "warn",
  ) => {
    const [group] = id.split(".");
    return { id, group: group as "slot" | "server" | "tables" | "publication", title: id, status, found: "" };
  };

  test("is the worst finding about replication, and none of another kind", () => {
    const findings = [
      finding("tables.ownership", "fail"),
      finding("slot.lag", "warn"),
      finding("server.wal_keep", "fail"),
    ];
    expect(worstOf(findings)?.id).toBe("server.wal_keep");
    expect(worstOf(findings.slice(0, 2))?.id).toBe("slot.lag");
    expect(worstOf(findings.slice(0, 1))).toBeNull();
    expect(worstOf([finding("server.timeouts", "fail")])).toBeNull();
  });
});

test("a check run of an older Headroom, without walsenders and ages, still gives a page", () => {
  const older = JSON.parse(
    JSON.stringify(aSnapshot, (key, value: unknown) =>
      ["walSenderList", "xminAge", "catalogXminAge"].includes(key) ? undefined : value,
    ),
  ) as unknown;
  const snapshot = snapshotSchema.parse(older);
  expect(snapshot.reached).toBe(true);
  if (!snapshot.reached) return;
  const told = replicationOf(snapshot, defaultTarget, null, []);
  expect(told.facts.walSenderList).toBeUndefined();
  expect(told.room.answer).toBe("yes");
  expect(told.consumers[0]?.connections).toEqual({ count: 20, how: "claimed" });
  expect(senderWith({}).pid).toBe(4711);
});
