import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleSchemaUsage } from "./schema-usage";

const judged = (snapshot: ReachedSnapshot, ...schemas: string[]) =>
  judge(roleSchemaUsage, snapshot, { ...defaultTarget, scope: { kind: "schemas", schemas } });
const closed = snapshotWith((snapshot) =>
  snapshot.schemas.push({ name: "select", owner: "app", usage: false, creators: [] }),
);

test("passes with USAGE on every schema of the target, whatever the others are", () => {
  expect(judged(aSnapshot, "public").status).toBe("pass");
  expect(judged(closed, "public").status).toBe("pass");
});

test("fails without USAGE and says who can grant it", () => {
  const finding = judged(closed, "public", "select");
  expect(finding).toMatchObject({ status: "fail", objects: ["select"] });
  expect(finding.ways[0]?.says).toContain("as app");
  expect(finding.ways[0]?.sql).toBe(`GRANT USAGE ON SCHEMA "select" TO "electric";`);
});

test("fails on a schema that does not exist, in words of its own, beside the one that is closed", () => {
  const finding = judged(closed, "select", "Nope");
  expect(finding.found).toBe('electric has no USAGE on select; 1 schema does not exist: "Nope"');
  expect(finding.objects).toEqual(["select", '"Nope"']);
  expect(finding.ways.at(-1)?.sql).toBe(`CREATE SCHEMA "Nope";`);
});

test("a list of tables needs the schemas of those tables", () => {
  const finding = judge(roleSchemaUsage, closed, {
    ...defaultTarget,
    scope: { kind: "tables", tables: [{ schema: "select", name: "a" }] },
  });
  expect(finding.status).toBe("fail");
});

test("without the role only a missing schema is judged", () => {
  const noRole = snapshotWith((snapshot) => {
    snapshot.role = null;
    snapshot.schemas.forEach((schema) => (schema.usage = null));
  });
  expect(judged(noRole, "public").status).toBe("not applicable");
  expect(judged(noRole, "nope").status).toBe("fail");
});
