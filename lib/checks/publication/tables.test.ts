import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationTables } from "./tables";

const judged = (change: (snapshot: ReachedSnapshot) => void, target: Partial<Target> = {}) =>
  judge(publicationTables, snapshotWith(change), { ...defaultTarget, ...target });
const manual = { strategy: "manual" as const };
const add = (snapshot: ReachedSnapshot, ...relations: Partial<typeof aTable>[]) => {
  for (const relation of relations) snapshot.relations.push({ ...aTable, ...relation });
};

test("passes when every table is listed by name", () => {
  expect(judged(() => {}, manual).status).toBe("pass");
});

test("passes in automatic mode without any table: Electric adds them", () => {
  expect(judged(({ relations }) => relations.forEach((relation) => (relation.published = null))).status).toBe(
    "pass",
  );
});

test("fails in manual mode for every table that is not listed, and adds all of them in one statement", () => {
  const finding = judged(
    (snapshot) =>
      add(snapshot, { oid: 2, name: "a", published: null }, { oid: 3, name: 'b"c', published: null }),
    manual,
  );
  expect(finding).toMatchObject({ status: "fail", objects: ["public.a", 'public."b""c"'] });
  expect(finding.found).toContain("2 of 3 tables");
  expect(finding.ways[0]?.sql).toBe(
    `ALTER PUBLICATION "electric_publication_default" ADD TABLE\n  "public"."a",\n  "public"."b""c";`,
  );
});

test("a publication of another owner counts as manual, and can be given to Electric's role instead", () => {
  const finding = judged((snapshot) => {
    if (snapshot.publication) snapshot.publication.owner = "app";
    add(snapshot, { oid: 2, name: "a", published: null });
  });
  expect(finding.status).toBe("fail");
  expect(finding.ways[1]?.sql).toBe(`ALTER PUBLICATION "electric_publication_default" OWNER TO "electric";`);
});

test("a publication FOR ALL TABLES lists nothing by name and is made anew", () => {
  const finding = judged((snapshot) => {
    if (snapshot.publication) snapshot.publication.allTables = true;
    for (const relation of snapshot.relations) relation.published = null;
  }, manual);
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.sql).toMatch(/^BEGIN;\nDROP PUBLICATION/);
});

test("says nothing of what no publication can hold", () => {
  const finding = judged(
    (snapshot) => add(snapshot, { oid: 2, name: "u", persistence: "unlogged", published: null }),
    manual,
  );
  expect(finding.status).toBe("pass");
});

test("warns of hand-added tables, which Electric removes from a publication that it owns", () => {
  const finding = judged((snapshot) => add(snapshot, { oid: 2, schema: "audit", name: "log" }));
  expect(finding).toMatchObject({ status: "warn", objects: ["audit.log"] });
  expect(finding.found).toContain("Electric removes it within a minute");
  expect(finding.ways).toHaveLength(3);
});

test("warns in manual mode of tables that nobody targets", () => {
  const finding = judged((snapshot) => add(snapshot, { oid: 2, schema: "audit", name: "log" }), manual);
  expect(finding).toMatchObject({ status: "warn", objects: ["audit.log"] });
  expect(finding.found).not.toContain("removes");
});

test("a partition below a targeted table is not a stranger", () => {
  const finding = judged((snapshot) => {
    add(
      snapshot,
      { oid: 2, name: "visits", kind: "p" },
      { oid: 3, name: "visits_1", isPartition: true, parents: [2] },
    );
  }, manual);
  expect(finding.status).toBe("pass");
});

test("the difference of two visits has sentences for it", () => {
  expect(publicationTables.moves?.came(2)).toBe("2 tables lost their publication");
  expect(publicationTables.moves?.fresh?.(1)).toBe("1 new table is not published");
  expect(publicationTables.moves?.left(2)).toBe("2 tables are no longer missing from the publication");
});
