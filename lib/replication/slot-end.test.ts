import { expect, test } from "vitest";
import type { Slot } from "@/lib/snapshot/replication";
import { defaultTarget } from "@/lib/target/schema";
import { factsWith, slotWith } from "./fixture";
import { slotEndOf } from "./slot-end";

const GB = 1024 ** 3;
const own = (change: Partial<Slot> = {}) => slotWith({ retainedBytes: 3 * GB, failover: false, ...change });
const other = (change: Partial<Slot>) => slotWith({ name: "debezium", ...change });
const end = (slot: Slot, others: Slot[] = [], waits = 0, strategy: "owner" | "manual" = "owner") =>
  slotEndOf(slot, factsWith([slot, ...others]), { ...defaultTarget, strategy }, waits);

test("costs every shape and every client, and the publication in automatic mode", () => {
  expect(end(own()).costs).toEqual([
    "Electric purges every shape and builds each again from its table.",
    "Every client gets 409 must-refetch and fetches all its rows again.",
    "If the slot is lost, Electric also drops and recreates its publication.",
  ]);
  expect(end(own(), [], 0, "manual").costs).toHaveLength(2);
});

test("costs the failover slot, and waits for open transactions", () => {
  const { costs } = end(own({ failover: true }), [], 2);
  expect(costs).toContain("The new slot is not a failover slot; Electric never creates one.");
  expect(costs).toContain("The new slot waits for 2 open transactions; until then Electric serves no shape.");
});

test.each([
  ["It frees up to 3 GB of WAL at the next checkpoint; no other slot keeps any.", []],
  [
    "It frees up to 2 GB of WAL at the next checkpoint; then slot debezium keeps the most, 1 GB.",
    [other({ retainedBytes: GB })],
  ],
  [
    "It frees no WAL now: slot debezium keeps 3 GB, from an earlier position.",
    [other({ retainedBytes: 3 * GB }), slotWith({ name: "b", retainedBytes: GB })],
  ],
  [
    "It frees up to 3 GB of WAL at the next checkpoint; no other slot keeps any.",
    [other({ retainedBytes: 5 * GB, walStatus: "lost" }), slotWith({ name: "b", retainedBytes: null })],
  ],
] as [string, Slot[]][])("frees what no other slot keeps: %s", (sentence, others) => {
  expect(end(own(), others).frees[0]).toBe(sentence);
});

test("frees no WAL where Postgres has let go of it, and its places", () => {
  expect(end(own({ walStatus: "lost" })).frees[0]).toContain("frees no WAL");
  expect(end(own()).frees[1]).toBe(
    "It frees one replication slot and one walsender, until Electric starts again.",
  );
  expect(end(own({ active: false })).frees[1]).toBe(
    "It frees one replication slot, until Electric starts again.",
  );
  expect(end(own({ catalogXminAge: null })).frees).toHaveLength(2);
  expect(end(own({ catalogXminAge: 1200 })).frees[2]).toContain("1,200 transactions");
});
