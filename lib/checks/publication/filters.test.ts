import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationFilters } from "./filters";

const judged = (change: (snapshot: ReachedSnapshot) => void) =>
  judge(publicationFilters, snapshotWith(change), defaultTarget);

test("passes when tables are published whole", () => {
  expect(judged(() => {}).status).toBe("pass");
});

test("fails on row filters and column lists, names both and fixes both", () => {
  const finding = judged(({ relations }) => {
    relations.push(
      { ...aTable, oid: 2, name: "a", published: { filter: "(id <= 5)", columns: null } },
      { ...aTable, oid: 3, name: "b", published: { filter: null, columns: ["id"] } },
    );
  });
  expect(finding).toMatchObject({ status: "fail", objects: ["public.a", "public.b"] });
  expect(finding.found).toContain(
    "1 table with a row filter: public.a; 1 table with a column list: public.b",
  );
  expect(finding.ways[0]?.sql?.split("\n")).toHaveLength(6);
});

test("a table with both is named once", () => {
  const finding = judged(({ relations }) => {
    relations.push({ ...aTable, oid: 2, name: "a", published: { filter: "(id <= 5)", columns: ["id"] } });
  });
  expect(finding.objects).toEqual(["public.a"]);
});

test("says nothing of a filter on a table that is not in the target", () => {
  const finding = judged(({ relations }) => {
    relations.push({ ...aTable, oid: 2, schema: "audit", published: { filter: "(id <= 5)", columns: null } });
  });
  expect(finding.status).toBe("pass");
});

test("does not apply without a publication", () => {
  expect(judged((snapshot) => void (snapshot.publication = null)).status).toBe("not applicable");
});

const filtered = (snapshot: ReachedSnapshot): void => {
  const [table] = snapshot.relations;
  if (table) table.published = { filter: "(id > 2)", columns: null };
};

test("in Electric's own publication it says that changes are hidden now and that a fresh start heals it", () => {
  const living = judged(filtered);
  expect(living.status).toBe("fail");
  expect(living.found).toContain("until a fresh start of Electric takes them out");
  const fresh = judged((snapshot) => {
    filtered(snapshot);
    snapshot.slots = [];
  });
  expect(fresh.status).toBe("warn");
  expect(fresh.found).toContain("Electric takes them out at its fresh start");
});

test("nothing heals by itself where Electric only reads, where slots are closed, or where writes fail already", () => {
  const without = (change: (snapshot: ReachedSnapshot) => void) =>
    judged((snapshot) => {
      filtered(snapshot);
      snapshot.slots = [];
      change(snapshot);
    }).status;
  expect(without(({ publication }) => void (publication && (publication.owner = "app")))).toBe("fail");
  expect(without((snapshot) => void (snapshot.slots = { unseen: true, grant: "" }))).toBe("fail");
  const listed = ({ relations: [table] }: ReachedSnapshot) =>
    void (table && (table.published = { filter: null, columns: ["id"] }));
  expect(without(listed)).toBe("fail");
});
