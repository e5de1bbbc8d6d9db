import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { slotNameCheck } from "./name";

const UNSEEN = { unseen: true, grant: "GRANT pg_monitor TO x;" } as const;
const judged = (
  slot: Partial<Slot> | null,
  target: Partial<Target> = {},
  change: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    slotNameCheck,
    snapshotWith((snapshot) => {
      snapshot.slots = slot === null ? [] : [{ ...aSlot, ...slot }];
      change(snapshot);
    }),
    { ...defaultTarget, ...target },
  );

test("passes when nobody has the name, and when Electric uses it", () => {
  expect(judged(null).status).toBe("pass");
  expect(judged({}).status).toBe("pass");
  expect(judged({ active: false, activePid: null, activeRole: null }).status).toBe("pass");
});

test("tells a stranger with Electric's lock from Electric, whose session is a walsender", () => {
  const locked = (holderRole: string | null, holderPid: number) => (snapshot: ReachedSnapshot) =>
    void (snapshot.electricLock = { holderPid, holderRole, waiting: 0 });
  const inactive = { active: false, activePid: null, activeRole: null };
  expect(judged(null, {}, locked("app", 99)).found).toContain("process 99 of app holds the advisory lock");
  expect(judged(null, {}, locked(null, 99)).found).toContain("of a role that is hidden");
  expect(judged(inactive, {}, locked("app", 99)).status).toBe("fail");
  // Electric ends a session of its own role beside a slot that nothing reads.
  expect(judged(inactive, {}, locked("electric", 99)).status).toBe("pass");
  expect(judged(null, {}, locked("electric", 4711)).status).toBe("pass");
  const unseen = judged(null, {}, (snapshot) => {
    locked("app", 99)(snapshot);
    snapshot.walSenderList = UNSEEN;
  });
  expect(unseen.status).toBe("pass");
});

test("the stream id is folded to lower case, as Electric does", () => {
  expect(
    judged({ name: "electric_slot_orders_eu", plugin: "wal2json" }, { streamId: "Orders_EU" }).status,
  ).toBe("fail");
});

test.each(["my-app", "x".repeat(43), "a$b", ""])("fails on the stream id %j", (streamId) => {
  const finding = judged(null, { streamId });
  expect(finding).toMatchObject({ status: "fail", objects: [streamId] });
});

test("fails when the slot is in another database, and offers both ways", () => {
  const finding = judged({ database: "billing", active: false });
  expect(finding).toMatchObject({ status: "fail", objects: ["electric_slot_default"] });
  expect(finding.found).toContain("billing");
  expect(finding.ways[0]?.sql).toBe("SELECT pg_drop_replication_slot('electric_slot_default');");
  expect(finding.ways).toHaveLength(2);
});

test("fails when the slot has another plugin or is physical", () => {
  expect(judged({ plugin: "test_decoding", active: false }).found).toContain("test_decoding");
  expect(judged({ type: "physical", plugin: null, database: null }).found).toContain("physical");
});

test("fails when what uses the slot does not hold Electric's lock, even as Electric's own role", () => {
  const finding = judged({}, {}, (snapshot) => {
    snapshot.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
  });
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.sql).toContain("SELECT pg_terminate_backend(4711);");
});

test("warns when an Electric of another role uses it", () => {
  const finding = judged({ activeRole: "postgres" });
  expect(finding).toMatchObject({ status: "warn", objects: ["electric_slot_default"] });
});

test("without sight of the lock another role fails, Electric's own passes, a hidden one is unknown", () => {
  const blind = (snapshot: ReachedSnapshot) => void (snapshot.electricLock = UNSEEN);
  expect(judged({ activeRole: "app" }, {}, blind).status).toBe("fail");
  expect(judged({}, {}, blind).status).toBe("pass");
  expect(judged({ activeRole: null }, {}, blind)).toMatchObject({
    status: "unknown",
    ways: [{ sql: UNSEEN.grant }],
  });
});

test("is unknown when slots may not be seen", () => {
  expect(judged({}, {}, (snapshot) => void (snapshot.slots = UNSEEN)).status).toBe("unknown");
});
