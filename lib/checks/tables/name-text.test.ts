import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesNameText } from "./name-text";

const judged = (relation: Partial<Relation>, more: Partial<Relation>[] = []) =>
  judge(
    tablesNameText,
    snapshotWith((snapshot) => {
      snapshot.relations = [relation, ...more].map((one, i) => ({ ...aTable, oid: i + 1, ...one }));
    }),
    { ...defaultTarget, scope: { kind: "schemas", schemas: ["public", "my.app"] } },
  );

test.each(["a.b", "a/b", 'a"b', "..", "/"])("fails on the table name %s", (name) => {
  const finding = judged({ name });
  expect(finding.status).toBe("fail");
  expect(finding.objects).toHaveLength(1);
});

test("fails on a name of a schema and renames the schema", () => {
  const finding = judged({ schema: "my.app" });
  expect(finding).toMatchObject({ status: "fail", objects: ['"my.app".orders'] });
  expect(finding.ways[0]?.sql).toBe(`ALTER SCHEMA "my.app" RENAME TO "my_app";`);
});

test.each(["it's", "a\\b", "100%", "$1", "a b", "🚀", "Üser", "a,b", "a-b", "a:b"])(
  "passes on the table name %s, which is the same on both ways",
  (name) => {
    expect(judged({ name }).status).toBe("pass");
  },
);

test("renames a table to a name that nothing has yet", () => {
  expect(judged({ name: "a.b" }).ways[0]?.sql).toBe(`ALTER TABLE "public"."a.b" RENAME TO "a_b";`);
  expect(judged({ name: "a.b" }, [{ name: "a_b" }, { name: "a/b" }]).ways[0]?.sql).toBe(
    `ALTER TABLE "public"."a.b" RENAME TO "a_b_2";\nALTER TABLE "public"."a/b" RENAME TO "a_b_3";`,
  );
  expect(
    judged({ name: `${"a".repeat(62)}.` }, [{ name: `${"a".repeat(62)}_` }]).ways[0]?.sql,
  ).toBeUndefined();
});

test("fails on a backslash in a column's name and on a control character, which no JSON text may hold", () => {
  const finding = judged({ oddColumns: ["a\\b"] });
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.ways[0]?.sql).toBe(`ALTER TABLE "public"."orders" RENAME COLUMN "a\\b" TO "a_b";`);
  expect(judged({ oddColumns: ["a\tb"] }).status).toBe("fail");
  expect(judged({ oddColumns: ["a\u0001b"] }).ways[0]?.sql).toContain('TO "a_b"');
});
