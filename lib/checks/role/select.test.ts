import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleSelect } from "./select";

const judged = (...relations: Partial<Relation>[]) =>
  judge(
    roleSelect,
    snapshotWith(
      (snapshot) =>
        (snapshot.relations = relations.map((relation, i) => ({ ...aTable, oid: i + 1, ...relation }))),
    ),
    defaultTarget,
  );

test("passes with SELECT on every table, and reads a partitioned table through its root", () => {
  expect(judge(roleSelect, aSnapshot, defaultTarget).status).toBe("pass");
  const leaf = { name: "orders_1", isPartition: true, parents: [1], select: false };
  expect(judged({ kind: "p" }, leaf).status).toBe("pass");
});

test("fails on tables without it: one named, the rest counted, all listed, each with its statement", () => {
  const finding = judged({ name: "a", select: false }, { name: "B", select: false }, { name: "c" });
  expect(finding).toMatchObject({ status: "fail", objects: ["public.a", 'public."B"'] });
  expect(finding.found).toBe("electric has no SELECT on public.a and 1 other table");
  expect(finding.ways[0]?.sql).toBe(
    `GRANT SELECT ON "public"."a" TO "electric";\nGRANT SELECT ON "public"."B" TO "electric";`,
  );
  expect(finding.ways.at(-1)?.sql).toBe(`GRANT pg_read_all_data TO "electric";`);
});

test("membership is a way only where the role has no owner's rights yet", () => {
  const sql = (ownerRights: boolean) =>
    judged({ select: false, owner: "app", ownerRights }).ways.map((way) => way.sql);
  expect(sql(false)).toContain(`GRANT "app" TO "electric" WITH INHERIT TRUE;`);
  expect(sql(true)).not.toContain(`GRANT "app" TO "electric" WITH INHERIT TRUE;`);
});

test("ten thousand tables are granted schema by schema", () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ name: `t${i}`, select: false }));
  const finding = judged(...many);
  expect(finding.objects).toHaveLength(10_000);
  expect(finding.ways[0]?.sql).toBe(`GRANT SELECT ON ALL TABLES IN SCHEMA "public" TO "electric";`);
});

test("does not apply without a role or without tables", () => {
  const noRole = snapshotWith((snapshot) => (snapshot.role = null));
  expect(judge(roleSelect, noRole, defaultTarget).status).toBe("not applicable");
  expect(judged().status).toBe("not applicable");
});

test("warns where every column is granted by itself, and fails where one is not", () => {
  const judgedWith = (selectsColumns: boolean) =>
    judge(
      roleSelect,
      snapshotWith((snapshot) => {
        snapshot.relations = [{ ...aTable, select: false, selectsColumns }];
      }),
      defaultTarget,
    );
  const finding = judgedWith(true);
  expect(finding).toMatchObject({ status: "warn", objects: ["public.orders"] });
  expect(finding.ways[0]?.sql).toBe('GRANT SELECT ON "public"."orders" TO "electric";');
  expect(judgedWith(false).status).toBe("fail");
});
