import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { enoughOf, isEnough, parameterWay, pendingText } from "./pending";

const waiting = (to: string | null) => ({ pendingRestart: [{ name: "max_wal_senders", to }] });
const none = { pendingRestart: [] };

test.each([
  ["10", 10, true],
  ["11", 10, true],
  ["9", 10, false],
  ["100", 20, true],
  ["logical", "logical", true],
  ["replica", "logical", false],
  ["10GB", 10, false],
  ["10GB", "10GB", true],
  [null, 10, false],
])("a value of %j that waits is enough for %j: %s", (to, needed, isIt) => {
  expect(isEnough({ name: "any", to }, needed)).toBe(isIt);
});

test("the least is asked for where it waits already, and the advised number elsewhere", () => {
  expect(enoughOf(waiting("4"), "max_wal_senders", 4, 10)).toBe(4);
  expect(enoughOf(waiting("3"), "max_wal_senders", 4, 10)).toBe(10);
  expect(enoughOf(waiting("4"), "max_replication_slots", 4, 10)).toBe(10);
  expect(enoughOf(none, "max_wal_senders", 4, 10)).toBe(10);
});

test("a value that waits is named, also where it may not be read", () => {
  expect(pendingText(waiting("12"), "max_wal_senders")).toBe("; 12 is set and waits for a restart");
  expect(pendingText(waiting(null), "max_wal_senders")).toContain("another value");
  expect(pendingText(waiting("12"), "wal_level")).toBe("");
});

test("a value that waits and is enough takes a restart alone, any other is set first", () => {
  const wayWith = (to: string) =>
    parameterWay(
      snapshotWith(({ server }) => void (server.pendingRestart = waiting(to).pendingRestart)),
      "max_wal_senders",
      10,
    );
  expect(wayWith("12").says).toContain("max_wal_senders = 12 is set already");
  expect(wayWith("12").sql).toBeUndefined();
  expect(wayWith("9").sql).toContain("ALTER SYSTEM SET max_wal_senders");
});
