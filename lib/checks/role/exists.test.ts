import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleExists } from "./exists";

const without = (change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  snapshotWith((snapshot) => {
    snapshot.role = null;
    snapshot.relations = [{ ...aTable, owner: "app", ownerRights: null, select: null }];
    change(snapshot);
  });
const judged = (snapshot: ReachedSnapshot, target: Partial<Target> = {}) =>
  judge(roleExists, snapshot, { ...defaultTarget, ...target });
const sqlOf = (...given: Parameters<typeof judged>) => judged(...given).ways[0]?.sql ?? "";

test("passes when the role is there", () => {
  expect(judged(aSnapshot).status).toBe("pass");
});

test("fails without the role, and makes it with every right of the member strategy at once", () => {
  expect(judged(without())).toMatchObject({ status: "fail", objects: ["electric"] });
  expect(sqlOf(without(), { strategy: "member" })).toBe(
    [
      `CREATE ROLE "electric" WITH LOGIN REPLICATION PASSWORD '<a new password>';`,
      `GRANT CONNECT ON DATABASE "orders" TO "electric";`,
      `GRANT USAGE ON SCHEMA "public" TO "electric";`,
      `GRANT CREATE ON DATABASE "orders" TO "electric";`,
      `GRANT "app" TO "electric" WITH INHERIT TRUE;`,
    ].join("\n"),
  );
});

test("in manual mode the new role reads, and bypasses row security where there is some", () => {
  const sql = sqlOf(
    without(({ relations }) => relations.forEach((table) => (table.rowSecurity = true))),
    { strategy: "manual" },
  );
  expect(sql).toContain("LOGIN REPLICATION BYPASSRLS");
  expect(sql).toContain(`GRANT SELECT ON ALL TABLES IN SCHEMA "public" TO "electric";`);
  expect(sql).not.toContain("CREATE ON DATABASE");
});

test("on RDS the group stands for the attribute", () => {
  const sql = sqlOf(without(({ connection }) => (connection.provider = "rds")));
  expect(sql).toContain(`GRANT "rds_replication" TO "electric";`);
  expect(sql).not.toContain("LOGIN REPLICATION");
});

test("a list of tables is granted table by table, under any name", () => {
  const table = { schema: "select", name: 'it"s' };
  const sql = sqlOf(
    without(({ relations }) => relations.forEach((relation) => Object.assign(relation, table))),
    { strategy: "manual", role: "Élec tric", scope: { kind: "tables", tables: [table] } },
  );
  expect(sql).toContain(`GRANT SELECT ON "select"."it""s" TO "Élec tric";`);
});

test("says that PlanetScale's login name carries the branch and the database's does not", () => {
  const finding = judged(
    without(({ connection }) => (connection.provider = "planetscale")),
    { role: "electric.nk35mx55qq" },
  );
  expect(finding.ways.map(({ says }) => says).join(" ")).toContain(
    "inside the database this one is electric",
  );
});

test.each([
  [150_004, "only a superuser"],
  [160_004, "CREATEROLE that has REPLICATION itself"],
])("on version %i says who may make it", (versionNum, who) => {
  expect(judged(without(({ server }) => (server.versionNum = versionNum))).ways[0]?.says).toContain(who);
});
