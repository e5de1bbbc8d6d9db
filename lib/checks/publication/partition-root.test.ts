import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationPartitionRoot } from "./partition-root";

const tree = (snapshot: ReachedSnapshot) => {
  snapshot.relations = [
    { ...aTable },
    { ...aTable, oid: 1, name: "visits", kind: "p" },
    { ...aTable, oid: 2, name: "visits_eu", kind: "p", isPartition: true, parents: [1], published: null },
    { ...aTable, oid: 3, name: "visits_eu_1", isPartition: true, parents: [2], published: null },
  ];
};
const judged = (change: (snapshot: ReachedSnapshot) => void, target: Partial<Target> = {}) =>
  judge(publicationPartitionRoot, snapshotWith(change), { ...defaultTarget, ...target });
const only = (...names: string[]): Partial<Target> => ({
  scope: { kind: "tables", tables: names.map((name) => ({ schema: "public", name })) },
});
const viaRoot = (snapshot: ReachedSnapshot) => {
  tree(snapshot);
  if (snapshot.publication) snapshot.publication.viaPartitionRoot = true;
};

test("does not apply without partitioned tables", () => {
  expect(judged(() => {}).status).toBe("not applicable");
});

test("passes with the option", () => {
  expect(judged(viaRoot).status).toBe("pass");
});

test("fails without the option, in automatic mode too", () => {
  const finding = judged(tree);
  expect(finding).toMatchObject({ status: "fail", objects: ["public.visits"] });
  expect(finding.ways[0]?.sql).toBe(
    `ALTER PUBLICATION "electric_publication_default" SET (publish_via_partition_root = true);`,
  );
});

test("fails without a publication, for Electric would make it without the option", () => {
  const finding = judged((snapshot) => {
    tree(snapshot);
    snapshot.publication = null;
    snapshot.slots = [];
  });
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.sql).toBe(
    `CREATE PUBLICATION "electric_publication_default"\n  WITH (publish_via_partition_root = true);\nALTER PUBLICATION "electric_publication_default" OWNER TO "electric";`,
  );
});

test("warns when the option is set and a partition is a target whose partitioned table is not published", () => {
  const finding = judged((snapshot) => {
    viaRoot(snapshot);
    for (const relation of snapshot.relations) if (relation.name === "visits") relation.published = null;
  }, only("visits_eu_1"));
  expect(finding).toMatchObject({ status: "warn", objects: ["public.visits_eu_1"] });
});

test("fails when the option is set and a table above a targeted partition is published: it gets no change", () => {
  const finding = judged(viaRoot, only("visits_eu_1"));
  expect(finding).toMatchObject({ status: "fail", objects: ["public.visits_eu_1"] });
});

test("fails when a partition and its partitioned table are both targets", () => {
  const finding = judged(
    (snapshot) => {
      viaRoot(snapshot);
      for (const relation of snapshot.relations) relation.published = null;
    },
    only("visits", "visits_eu_1"),
  );
  expect(finding.status).toBe("fail");
});

test("a partition as a target without the option is fine", () => {
  expect(judged(tree, only("visits_eu_1")).status).toBe("not applicable");
});
