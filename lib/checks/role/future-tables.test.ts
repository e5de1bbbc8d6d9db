import { expect, test } from "vitest";
import { aRole, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleFutureTables } from "./future-tables";

/** A database in which `app` owns a table and `dev` may create. */
const judged = (
  target: Partial<Target>,
  role: Partial<ElectricRole> | null = {},
  change: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    roleFutureTables,
    snapshotWith((snapshot) => {
      snapshot.relations = [{ ...aTable, owner: "app" }];
      snapshot.schemas = [{ name: "public", owner: "boss", usage: true, creators: ["dev", "electric"] }];
      snapshot.role = role && { ...aRole, ...role };
      change(snapshot);
    }),
    { ...defaultTarget, ...target },
  );
const grant = (creator: string, schema: string | null, grantee: string, privilege = "SELECT") => ({
  creator,
  schema,
  grantee,
  privilege,
});

test.each(["owner", "member"] as const)(
  "in the strategy %s every creating role is to be inherited from",
  (strategy) => {
    const finding = judged({ strategy });
    expect(finding).toMatchObject({ status: "warn", objects: ["app", "dev"] });
    expect(finding.found).toBe(
      "a table that app creates in public tomorrow is not covered, nor are those of 1 other role",
    );
    expect(finding.ways[0]?.sql).toBe(
      `GRANT "app" TO "electric" WITH INHERIT TRUE;\nGRANT "dev" TO "electric" WITH INHERIT TRUE;`,
    );
    expect(judged({ strategy }, { inheritsFrom: ["app", "dev"] }).status).toBe("pass");
    expect(judged({ strategy }, { memberWithoutInherit: ["app", "dev"] }).status).toBe("warn");
  },
);

test("default privileges never give ownership, so they cover nothing in automatic mode", () => {
  const finding = judged({ strategy: "owner" }, {}, (snapshot) => {
    snapshot.defaultPrivileges = [grant("app", null, "electric"), grant("dev", null, "electric")];
  });
  expect(finding.status).toBe("warn");
});

test("in manual mode default privileges of each creating role cover what comes", () => {
  const finding = judged({ strategy: "manual" }, { inheritsFrom: ["readers"] }, (snapshot) => {
    snapshot.defaultPrivileges = [grant("app", "public", "readers"), grant("dev", null, "PUBLIC")];
  });
  expect(finding.status).toBe("pass");
});

test.each([
  ["of another schema", grant("app", "sales", "electric")],
  ["of another privilege", grant("app", "public", "electric", "INSERT")],
  ["for another role", grant("app", "public", "web")],
  ["of another creator", grant("postgres", "public", "electric")],
])("default privileges %s do not cover", (_, privilege) => {
  const finding = judged({ strategy: "manual" }, {}, (snapshot) => {
    snapshot.defaultPrivileges = [privilege, grant("dev", "public", "electric")];
  });
  expect(finding).toMatchObject({ status: "warn", objects: ["app"] });
  expect(finding.ways[0]?.sql).toBe(
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA "public" GRANT SELECT ON TABLES TO "electric";`,
  );
});

test("pg_read_all_data covers reading, and a superuser everything", () => {
  expect(judged({ strategy: "manual" }, { inheritsFrom: ["pg_read_all_data"] }).status).toBe("pass");
  expect(judged({ strategy: "owner" }, { inheritsFrom: ["pg_read_all_data"] }).status).toBe("warn");
  expect(judged({ strategy: "owner" }, { superuser: true }).status).toBe("pass");
});

test("where only Electric's role creates there is nothing to arrange", () => {
  const finding = judged({}, {}, (snapshot) => {
    snapshot.relations = [aTable];
    snapshot.schemas = [{ name: "public", owner: "boss", usage: true, creators: ["electric"] }];
  });
  expect(finding.status).toBe("pass");
});

test("up to 14 everybody may create in public until that is revoked", () => {
  const sql = (versionNum: number) =>
    judged({}, {}, ({ server }) => (server.versionNum = versionNum)).ways[1]?.sql;
  expect(sql(140_023)).toContain("REVOKE CREATE ON SCHEMA public FROM PUBLIC;");
  expect(sql(150_004)).not.toContain("PUBLIC;");
});

test("does not apply to a list of tables, or without a role", () => {
  const scope = { kind: "tables" as const, tables: [{ schema: "public", name: "orders" }] };
  expect(judged({ scope }).status).toBe("not applicable");
  expect(judged({}, null).status).toBe("not applicable");
});
