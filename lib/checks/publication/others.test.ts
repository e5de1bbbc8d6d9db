import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Refusal, Relation } from "@/lib/snapshot/relation";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationOthers } from "./others";

const list: Refusal = { publication: "zz", because: "column list", entry: aTable.oid, filtered: false };
const generated: Refusal = { publication: "Z'3", because: "generated columns", entry: null, filtered: false };
const judged = (...relations: Partial<Relation>[]) =>
  judge(
    publicationOthers,
    snapshotWith((snapshot) => {
      snapshot.relations = relations.map((one, i) => ({ ...aTable, oid: aTable.oid + i, ...one }));
    }),
    defaultTarget,
  );

test("passes where no other publication refuses a write", () => {
  expect(judged({})).toMatchObject({ status: "pass" });
  expect(judged({ schema: "elsewhere", fullRefusedBy: [list] }).status).toBe("not applicable");
});

test("fails before the table is FULL, and says that it fails now where it is", () => {
  const before = judged({ fullRefusedBy: [list], replicaIdentity: "d" });
  expect(before).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(before.found).toBe(
    "public.orders: the publication zz publishes only some of its columns; once the table is FULL the application's UPDATE and DELETE fail",
  );
  expect(judged({ fullRefusedBy: [list] }).found).toContain("the application's UPDATE and DELETE fail now");
});

test("offers to publish the table whole, in one transaction, and never drops a row filter", () => {
  expect(judged({ fullRefusedBy: [list] }).ways[0]?.sql).toBe(
    `BEGIN;\nALTER PUBLICATION "zz" DROP TABLE "public"."orders";\nALTER PUBLICATION "zz" ADD TABLE "public"."orders";\nCOMMIT;`,
  );
  const filtered = judged({ fullRefusedBy: [{ ...list, filtered: true }] }).ways[0];
  expect(filtered?.sql).toBeUndefined();
  expect(filtered?.says).toContain("row filter");
});

test("offers to publish generated columns, and names both where both refuse", () => {
  const finding = judged({ fullRefusedBy: [list, generated], generatedStored: ["g"] });
  expect(finding.found).toContain(`and the publication "Z'3" leaves its generated columns out`);
  expect(finding.ways.map(({ sql }) => sql)).toContain(
    `ALTER PUBLICATION "Z'3" SET (publish_generated_columns = stored);`,
  );
});

test("a partition that refuses counts for its root, and the entry of the root is what is changed", () => {
  const finding = judged(
    { kind: "p", name: "root" },
    { name: "leaf", isPartition: true, parents: [aTable.oid], fullRefusedBy: [list] },
  );
  expect(finding).toMatchObject({ status: "fail", objects: ["public.leaf"] });
  expect(finding.ways[0]?.sql).toContain(`DROP TABLE "public"."root"`);
});
