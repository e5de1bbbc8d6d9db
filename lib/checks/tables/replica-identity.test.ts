import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesKind } from "./kind";
import { tablesReplicaIdentity } from "./replica-identity";

const withTables = (
  relations: Partial<Relation>[],
  target: Partial<Target> = {},
  change: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    tablesReplicaIdentity,
    snapshotWith((snapshot) => {
      snapshot.relations = relations.map((relation, i) => ({
        ...aTable,
        oid: i + 1,
        published: null,
        ...relation,
      }));
      change(snapshot);
    }),
    { ...defaultTarget, ...target },
  );
const listed = { published: { filter: null, columns: null } };
const root = { name: "visits", kind: "p" as const, oid: 1 };
const leaf = { name: "visits_1", oid: 2, isPartition: true, parents: [1] };
const only = (...names: string[]): Target["scope"] => ({
  kind: "tables",
  tables: names.map((name) => ({ schema: "public", name })),
});

test("passes when every table is FULL", () => {
  expect(judge(tablesReplicaIdentity, aSnapshot, defaultTarget).status).toBe("pass");
  expect(withTables([root, leaf]).status).toBe("pass");
});

test.each(["d", "n", "i"] as const)(
  "warns in automatic mode on identity %s, which Electric sets itself",
  (replicaIdentity) => {
    const finding = withTables([{ replicaIdentity }, { name: "items" }]);
    expect(finding).toMatchObject({ status: "warn", objects: ["public.orders"] });
    expect(finding.ways[0]?.sql).toBe(
      `SET lock_timeout = '2s';\nALTER TABLE "public"."orders" REPLICA IDENTITY FULL;`,
    );
  },
);

test("fails in manual mode, and while the publication belongs to another role", () => {
  const manual = withTables([{ replicaIdentity: "d" }], { strategy: "manual" });
  expect(manual).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(manual.found).toContain("in manual mode Electric does not set it");
  const anothers = withTables([{ replicaIdentity: "d" }], {}, ({ publication }) => {
    if (publication) publication.owner = "app";
  });
  expect(anothers.status).toBe("fail");
  expect(anothers.found).toContain("while the publication belongs to app");
});

test.each(["member", "manual"] as const)(
  "fails in the strategy %s on a partition, however deep",
  (strategy) => {
    const middle = { ...leaf, kind: "p" as const, replicaIdentity: "d" as const };
    const deep = {
      name: "visits_1_a",
      oid: 3,
      isPartition: true,
      parents: [2],
      replicaIdentity: "d" as const,
    };
    const finding = withTables([root, middle, deep], { strategy });
    expect(finding).toMatchObject({ status: "fail", objects: ["public.visits_1_a"] });
    expect(finding.ways.at(-1)?.says).toContain("partitions to come");
  },
);

test("a partition that is itself a target is set by Electric; below a targeted root it is not", () => {
  const tables = [root, { ...leaf, replicaIdentity: "d" as const }];
  expect(withTables(tables, { scope: only("visits_1") }).status).toBe("warn");
  expect(withTables(tables, { scope: only("visits", "visits_1") }).status).toBe("fail");
});

test("another published table that is not FULL fails in manual mode, and can leave the publication", () => {
  const tables = [listed, { ...listed, name: "audit", replicaIdentity: "d" as const }];
  const finding = withTables(tables, { strategy: "manual", scope: only("orders") });
  expect(finding).toMatchObject({ status: "fail", objects: ["public.audit"] });
  expect(finding.ways[1]?.sql).toBe(
    `ALTER PUBLICATION "electric_publication_default" DROP TABLE "public"."audit";`,
  );
});

test("in automatic mode another published table only warns, for Electric takes it out", () => {
  const tables = [listed, { ...listed, name: "audit", replicaIdentity: "d" as const }];
  const finding = withTables(tables, { scope: only("orders") });
  expect(finding).toMatchObject({ status: "warn", objects: ["public.audit"] });
  expect(finding.found).toContain("until Electric takes it out");
});

test("of another published root its partitions count, and the root is what leaves", () => {
  const tables = [
    { ...root, ...listed, replicaIdentity: "d" as const },
    { ...leaf, replicaIdentity: "d" as const },
    { name: "orders", oid: 3 },
  ];
  const finding = withTables(tables, { strategy: "manual", scope: only("orders") });
  expect(finding.objects).toEqual(["public.visits_1"]);
  expect(finding.ways[1]?.sql).toContain(`DROP TABLE "public"."visits"`);
});

test("an unpublished table that nobody targets does not matter", () => {
  const tables = [{}, { name: "audit", replicaIdentity: "n" as const }];
  expect(withTables(tables, { strategy: "manual", scope: only("orders") }).status).toBe("pass");
});

test("does not apply without tables", () => {
  expect(withTables([]).status).toBe("not applicable");
});

test("an unlogged table and an unlogged partition have no identity to speak of; tables.kind fails for them", () => {
  const snapshot = snapshotWith((seen) => {
    const unlogged = { persistence: "unlogged" as const, replicaIdentity: "d" as const, published: null };
    seen.relations.push(
      { ...aTable, ...unlogged, oid: 2, name: "cache" },
      { ...aTable, oid: 3, name: "visits", kind: "p" },
      { ...aTable, ...unlogged, oid: 4, name: "visits_1", isPartition: true, parents: [3] },
    );
  });
  expect(judge(tablesReplicaIdentity, snapshot, defaultTarget).status).toBe("pass");
  expect(judge(tablesKind, snapshot, defaultTarget).objects).toEqual(["public.cache", "public.visits_1"]);
});
