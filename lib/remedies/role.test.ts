import { describe, expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { aRoleFacts } from "@/lib/rights/fixture";
import type { Rights } from "@/lib/rights/schema";
import { databaseLimit } from "./database-limit";
import { contributed, statementsOf, noRole, withoutElectric, appOwns } from "./fixture";
import { futureTables } from "./future-tables";
import { grantConnect, grantCreate, grantSelect, grantUsage } from "./privileges";
import { roleAlter } from "./role-alter";
import { roleCreate } from "./role-create";
import { rolePassword } from "./role-password";
import { roleSettings } from "./role-settings";

describe("the role", () => {
  test("is made with LOGIN and REPLICATION, and with the hash of a password alone", () => {
    const world = {
      snapshot: noRole,
      rights: withoutElectric,
      choices: { verifier: "SCRAM-SHA-256$4096:a$b:c" },
    };
    expect(statementsOf(roleCreate, world)).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT REPLICATION PASSWORD 'SCRAM-SHA-256$4096:a$b:c'`,
    ]);
    expect(statementsOf(roleCreate, { ...world, choices: {} })[0]).not.toContain("PASSWORD");
  });

  test("gets the provider's own group for REPLICATION where there is one", () => {
    const statements = statementsOf(roleCreate, {
      snapshot(snapshot) {
        noRole(snapshot);
        snapshot.connection.provider = "rds";
      },
      rights(rights) {
        withoutElectric(rights);
        rights.roles.push({ ...aRoleFacts, name: "rds_replication" });
      },
    });
    expect(statements).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT`,
      `GRANT "rds_replication" TO "electric" WITH INHERIT TRUE, SET TRUE`,
    ]);
  });

  test("bypasses row security where a reader would be filtered", () => {
    const [statement] = statementsOf(roleCreate, {
      target: { strategy: "manual" },
      rights: withoutElectric,
      snapshot(snapshot) {
        noRole(snapshot);
        appOwns(snapshot);
        for (const table of snapshot.relations) table.rowSecurity = true;
      },
    });
    expect(statement).toContain("BYPASSRLS");
  });

  test("that is there gets only what it lacks", () => {
    const statements = statementsOf(roleAlter, {
      snapshot: ({ role }) => void (role && Object.assign(role, { replication: false, canLogin: false })),
      rights: ({ roles }) =>
        void Object.assign(roles.find(({ name }) => name === "electric") ?? {}, {
          replication: false,
          canLogin: false,
        }),
    });
    expect(statements).toEqual([`ALTER ROLE "electric" WITH LOGIN REPLICATION`]);
  });

  test("gets a limit that carries a deploy", () => {
    const statements = statementsOf(roleAlter, {
      snapshot: ({ role }) => void (role && (role.connectionLimit = 5)),
      rights: ({ roles }) =>
        void Object.assign(roles.find(({ name }) => name === "electric") ?? {}, { connectionLimit: 5 }),
    });
    expect(statements).toEqual([`ALTER ROLE "electric" WITH CONNECTION LIMIT 29`]);
  });

  test("gets a new password only where one was asked for", () => {
    expect(statementsOf(rolePassword)).toEqual([]);
    expect(statementsOf(rolePassword, { choices: { verifier: "v" } })).toEqual([
      `ALTER ROLE "electric" WITH PASSWORD 'v'`,
    ]);
  });

  test("is freed of timeouts where they are set: for the role in the database before the role", () => {
    const fixed = (scope: "role" | "role in database") =>
      ({ scope, name: "lock_timeout", value: "1s" }) as const;
    const world = (scope: "role" | "role in database", database: string | null) => ({
      snapshot: ({ role }: ReachedSnapshot) => void (role && (role.settings = [fixed(scope)])),
      rights: (rights: Rights) =>
        void (rights.roleSettings = [{ database, name: "lock_timeout", value: "1s" }]),
    });
    expect(statementsOf(roleSettings, world("role", null))).toEqual([
      `ALTER ROLE "electric" SET "lock_timeout" = '0'`,
    ]);
    expect(statementsOf(roleSettings, world("role in database", "orders"))).toEqual([
      `ALTER ROLE "electric" IN DATABASE "orders" SET "lock_timeout" = '0'`,
    ]);
  });

  test("the limit of the database is raised to what is needed", () => {
    expect(
      statementsOf(databaseLimit, { snapshot: ({ database }) => void (database.connectionLimit = 10) }),
    ).toEqual([expect.stringMatching(/^ALTER DATABASE "orders" CONNECTION LIMIT \d+$/)]);
  });
});

describe("privileges", () => {
  const fresh = { snapshot: noRole, rights: withoutElectric };

  test("CONNECT is granted where everybody lost it", () => {
    expect(statementsOf(grantConnect, fresh)).toEqual([]);
    const closed = (rights: Rights) => void (rights.database.acl = []);
    expect(statementsOf(grantConnect, { rights: closed })).toEqual([
      `GRANT CONNECT ON DATABASE "orders" TO "electric"`,
    ]);
  });

  test("CREATE on the database only where Electric publishes itself", () => {
    expect(statementsOf(grantCreate, fresh)).toEqual([`GRANT CREATE ON DATABASE "orders" TO "electric"`]);
    expect(statementsOf(grantCreate, { ...fresh, target: { strategy: "manual" } })).toEqual([]);
  });

  test("USAGE on each schema, SELECT on each table that it could not read", () => {
    expect(statementsOf(grantUsage, fresh)).toEqual([`GRANT USAGE ON SCHEMA "public" TO "electric"`]);
    const manual = { target: { strategy: "manual" as const }, snapshot: appOwns };
    expect(statementsOf(grantSelect, manual)).toEqual([
      `GRANT SELECT ON TABLE "public"."orders" TO "electric"`,
    ]);
  });

  test("tables to come are covered FOR ROLE, one by one; an owner's way leaves a warning instead", () => {
    expect(statementsOf(futureTables, { target: { strategy: "manual" }, snapshot: appOwns })).toEqual([
      `ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA "public" GRANT SELECT ON TABLES TO "electric"`,
    ]);
    const owner = contributed(futureTables, { snapshot: appOwns });
    expect(owner.drafts).toEqual([]);
    expect(owner.leaves?.[0]?.why).toContain("no default gives ownership");
  });
});
