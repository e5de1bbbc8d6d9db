import { inverse, sqlOf } from "@/lib/repair/changes/operations";
import { describe, expect, test } from "vitest";
import type { MembershipRow, Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import { cleanGrants } from "./clean-grants";
import { noRole, situationWith } from "./fixture";

type World = NonNullable<Parameters<typeof situationWith>[0]>;

/** Returns the grants that are taken where Electric's role owns nothing, or these tables are handed over. */
function taken(world: World = {}, handed: number[] = []) {
  const situation = situationWith({ wanted: { kind: "clean-up" }, ...world });
  return cleanGrants(situation, new Set(handed)).flatMap(({ changes }) => changes);
}
const sqlIn = (...given: Parameters<typeof taken>): string[] =>
  taken(...given).map((change) => sqlOf(change, 170_004));
const by = (grantee: string | null, privileges: string[], grantable: string[] = []) => ({
  grantee,
  grantor: "app",
  privileges,
  grantable,
});
const row = (role: string, member: string, more: Partial<MembershipRow> = {}): MembershipRow => ({
  role,
  member,
  grantor: "app",
  admin: false,
  inherit: true,
  set: true,
  ...more,
});
const appOwnsIt: World["snapshot"] = (snapshot) => void (snapshot.relations = [{ ...aTable, owner: "app" }]);

describe("on tables", () => {
  const rights = (all: Rights) => {
    for (const table of all.tables) {
      table.acl = [
        by("electric", ["INSERT", "SELECT"], ["SELECT"]),
        by("app", ["SELECT"]),
        by(null, ["SELECT"]),
      ];
      table.columns = [{ name: "id", acl: [by("electric", ["UPDATE"]), by("app", ["UPDATE"])] }];
    }
    all.sequences = [
      {
        schema: "public",
        name: "orders_id_seq",
        owner: "app",
        table: 16401,
        acl: [by("electric", ["USAGE"])],
      },
    ];
  };

  test("its own grants are taken, on columns and on sequences as well, and nobody else's", () => {
    expect(sqlIn({ snapshot: appOwnsIt, rights })).toEqual([
      `REVOKE INSERT ON TABLE "public"."orders" FROM "electric"`,
      `REVOKE SELECT ON TABLE "public"."orders" FROM "electric"`,
      `REVOKE UPDATE ("id") ON TABLE "public"."orders" FROM "electric"`,
      `REVOKE USAGE ON SEQUENCE "public"."orders_id_seq" FROM "electric"`,
    ]);
  });

  test("that are handed over there is nothing to take: what it had it had as the owner", () => {
    expect(sqlIn({ rights }, [16401])).toEqual([]);
  });
});

describe("on schemas and the database", () => {
  test("a right that was held with the option to pass it on comes back with it", () => {
    const rights = (all: Rights) => {
      all.schemas = [
        { name: "public", owner: "postgres", acl: [by("electric", ["CREATE", "USAGE"], ["USAGE"])] },
      ];
    };
    expect(taken({ rights }).map((change) => sqlOf(inverse(change) ?? change, 170_004))).toEqual([
      `GRANT CREATE ON SCHEMA "public" TO "electric"`,
      `GRANT USAGE ON SCHEMA "public" TO "electric" WITH GRANT OPTION`,
    ]);
  });

  test("nothing is taken of what it owns itself, nor of what everybody has", () => {
    const owns = (all: Rights) => {
      all.schemas = [{ name: "public", owner: "electric", acl: null }];
      all.database.owner = "electric";
    };
    expect(sqlIn({ rights: owns })).toEqual([]);
    expect(sqlIn()).toEqual([]);
    const granted = (all: Rights) => void (all.database.acl = [by("electric", ["CONNECT", "CREATE"])]);
    expect(sqlIn({ rights: granted })).toEqual([
      `REVOKE CONNECT, CREATE ON DATABASE "orders" FROM "electric"`,
    ]);
  });
});

test("defaults for what others will make are taken from each of them, in the schema in which they hold", () => {
  const item = { creator: "app", schema: "public", objects: "TABLES" as const, grantOption: false };
  const rights: World["rights"] = (all) =>
    void (all.defaults = [
      { ...item, privileges: ["INSERT", "SELECT"] },
      { ...item, schema: null, privileges: ["SELECT"] },
    ]);
  expect(sqlIn({ rights })).toEqual([
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA "public" REVOKE INSERT, SELECT ON TABLES FROM "electric"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app" REVOKE SELECT ON TABLES FROM "electric"`,
  ]);
});

test("a default that was taken is given again by the undo, to be passed on where it could be", () => {
  const rights: World["rights"] = (all) =>
    void (all.defaults = [
      { creator: "app", schema: null, objects: "SEQUENCES", privileges: ["USAGE"], grantOption: true },
    ]);
  const [change] = taken({ rights });
  const back = change === undefined ? null : inverse(change);
  expect(back && sqlOf(back, 170_000)).toBe(
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app" GRANT USAGE ON SEQUENCES TO "electric" WITH GRANT OPTION`,
  );
});

describe("memberships", () => {
  const rights =
    (...rows: MembershipRow[]) =>
    (all: Rights) =>
      void (all.memberships = rows);

  test("are taken in both directions, each from who gave it", () => {
    const both = rights(
      row("team", "electric"),
      row("electric", "app", { grantor: "lead" }),
      row("team", "app"),
    );
    expect(sqlIn({ rights: both })).toEqual([
      `REVOKE "team" FROM "electric" GRANTED BY "app"`,
      `REVOKE "electric" FROM "app" GRANTED BY "lead"`,
    ]);
  });

  test("are known by nobody's name below 16, where there is only one", () => {
    const old: World["snapshot"] = ({ server }) => void (server.versionNum = 150_000);
    expect(taken({ snapshot: old, rights: rights(row("team", "electric")) })).toMatchObject([
      { grantor: null },
    ]);
  });

  test("that Postgres itself gave to who made the role go with the role", () => {
    const implicit = row("electric", "admin", {
      grantor: "postgres",
      admin: true,
      inherit: false,
      set: false,
    });
    expect(sqlIn({ rights: rights(implicit) })).toEqual([]);
    expect(sqlIn({ rights: rights({ ...implicit, set: true }) })).toHaveLength(1);
    expect(sqlIn({ rights: rights({ ...implicit, grantor: "lead" }) })).toHaveLength(1);
  });
});

test("settings are reset where they were set, and the undo sets them again", () => {
  const rights = (all: Rights) =>
    void (all.roleSettings = [
      { database: null, name: "lock_timeout", value: "1s", mayReset: true },
      { database: "orders", name: "lock_timeout", value: "2s", mayReset: true },
    ]);
  expect(sqlIn({ rights })).toEqual([
    `ALTER ROLE "electric" RESET "lock_timeout"`,
    `ALTER ROLE "electric" IN DATABASE "orders" RESET "lock_timeout"`,
  ]);
  expect(taken({ rights })).toMatchObject([{ from: "1s" }, { from: "2s" }]);
});

test("a role that is not there has nothing to be taken", () => {
  const rights = (all: Rights) =>
    void (all.roleSettings = [{ database: null, name: "x", value: "1", mayReset: true }]);
  expect(sqlIn({ snapshot: noRole, rights })).toEqual([]);
});
