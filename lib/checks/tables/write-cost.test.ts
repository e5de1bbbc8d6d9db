import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesWriteCost } from "./write-cost";

const judged = (...relations: Partial<Relation>[]) =>
  judge(
    tablesWriteCost,
    snapshotWith(
      (snapshot) =>
        (snapshot.relations = relations.map((relation, i) => ({ ...aTable, oid: i + 1, ...relation }))),
    ),
    defaultTarget,
  );
const filled = (rows: number, width: number) => ({ rows, bytes: rows * width + 8192 });
/** 5,000 rows of 2 kB, each changed 20 times. */
const heavy = { ...filled(5000, 2048), updates: 90_000, deletes: 10_000 };

test("passes on narrow or quiet tables", () => {
  expect(judge(tablesWriteCost, aSnapshot, defaultTarget).status).toBe("pass");
});

test("warns on a wide and much updated table, with the figures", () => {
  const finding = judged(heavy);
  expect(finding).toMatchObject({ status: "warn", objects: ["public.orders"] });
  expect(finding.found).toContain(
    "has rows of 2 kB, 100,000 UPDATEs and DELETEs on 5,000 rows since statistics began",
  );
  expect(finding.found).toContain("195 MB of old rows");
  expect(finding.ways[0]?.sql).toContain("tablename = 'orders'");
});

test.each([
  ["narrow", filled(5000, 1000)],
  ["hardly updated", { updates: 9_000, deletes: 999 }],
  ["a counter of one row on one page", { rows: 1, bytes: 8192 }],
  ["bloated, so that its width is not to be told", { rows: 10, bytes: 10 * 8192 + 16_384 }],
  ["large, so that each row changes seldom", filled(50_000, 2048)],
])("passes when it is %s", (_, change) => {
  expect(judged({ ...heavy, ...change }).status).toBe("pass");
});

test("a large table warns once its old rows fill the log of a checkpoint", () => {
  const large = { ...filled(1_000_000, 2048), deletes: 0 };
  expect(judged({ ...large, updates: 524_287 }).status).toBe("pass");
  expect(judged({ ...large, updates: 524_288 }).status).toBe("warn");
});

test("the costliest table comes first, and a partitioned one is the sum of its partitions", () => {
  const half = { ...heavy, ...filled(2500, 3000), updates: 50_000, deletes: 0 };
  const finding = judged(
    { ...heavy, name: "a" },
    { name: "visits", kind: "p", rows: null, bytes: 0, updates: 0 },
    { ...half, name: "visits_1", isPartition: true, parents: [2] },
    { ...half, name: "visits_2", isPartition: true, parents: [2] },
  );
  expect(finding.objects).toEqual(["public.visits", "public.a"]);
});

test("says how many tables it knows nothing of instead of guessing", () => {
  const finding = judged({ rows: null }, { name: "empty", rows: 0, bytes: 0 });
  expect(finding.status).toBe("pass");
  expect(finding.found).toContain("2 tables have no statistics, no rows, or mostly dead rows");
});

test("does not apply without tables", () => {
  expect(judged().status).toBe("not applicable");
});
