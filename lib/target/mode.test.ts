import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { majorOf, noTables, onlyReads, targetTables } from "./mode";
import { defaultTarget, type Target } from "./schema";

const owned = (owner: string | null) =>
  snapshotWith((snapshot) => {
    if (owner === null) snapshot.publication = null;
    else if (snapshot.publication) snapshot.publication.owner = owner;
  });

test.each([
  ["owner", "electric", false],
  ["member", "electric", false],
  ["member", "app", true],
  ["owner", null, false],
  ["manual", "electric", true],
  ["manual", null, true],
] as const)("strategy %s with the publication of %s: Electric only reads: %s", (strategy, owner, reads) => {
  expect(onlyReads(owned(owner), { ...defaultTarget, strategy })).toBe(reads);
});

test("neither superuser nor membership makes another's publication one's own", () => {
  const snapshot = owned("app");
  if (snapshot.role) Object.assign(snapshot.role, { superuser: true, inheritsFrom: ["app"] });
  expect(onlyReads(snapshot, defaultTarget)).toBe(true);
});

test("a listed view is a target but no table", () => {
  const scope: Target["scope"] = { kind: "tables", tables: [{ schema: "public", name: "orders" }] };
  const view = snapshotWith((snapshot) => (snapshot.relations = [{ ...aTable, kind: "v" }]));
  expect(targetTables(view, { ...defaultTarget, scope })).toEqual([]);
  expect(targetTables(aSnapshot, { ...defaultTarget, scope })).toEqual([aTable]);
  expect(noTables({ ...defaultTarget, scope })).toContain("tables.kind");
  expect(noTables(defaultTarget)).toBe("There is no table yet in public that Electric can serve.");
});

test("the major version is all before the last four digits", () => {
  expect([140_023, 170_004, 180_004].map(majorOf)).toEqual([14, 17, 18]);
});

test("a parent by inheritance and a hypertable are no tables that Electric can serve; a root of partitions and a child are", () => {
  const names = targetTables(
    {
      relations: [
        { ...aTable, oid: 1, name: "parent" },
        { ...aTable, oid: 2, name: "child", parents: [1] },
        { ...aTable, oid: 3, name: "root", kind: "p" },
        { ...aTable, oid: 4, name: "leaf", isPartition: true, parents: [3] },
        { ...aTable, oid: 5, name: "hyper", hypertable: true },
      ],
    },
    defaultTarget,
  ).map(({ name }) => name);
  expect(names).toEqual(["child", "root"]);
});
