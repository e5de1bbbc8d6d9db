import { describe, expect, test } from "vitest";
import type { Acl, MembershipRow, Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, noRole, statementsOf, withoutElectric } from "./fixture";
import { grantConnect, grantCreate, grantSelect, grantUsage } from "./privileges";

const fresh = { snapshot: noRole, rights: withoutElectric };
const manual = { target: { strategy: "manual" as const }, snapshot: appOwns };
const item = (grantee: string | null, ...privileges: string[]) => ({
  grantee,
  grantor: "postgres",
  privileges,
  grantable: [],
});
const memberOf = (role: string, inherit = true): MembershipRow => ({
  role,
  member: "electric",
  grantor: "postgres",
  admin: false,
  inherit,
  set: true,
});
const database = (acl: Acl, change: (rights: Rights) => void = () => {}) => ({
  rights(rights: Rights) {
    rights.database.acl = acl;
    change(rights);
  },
});

describe("CONNECT", () => {
  const grant = `GRANT CONNECT ON DATABASE "orders" TO "electric"`;

  test("is granted where everybody lost it, and not where everybody has it", () => {
    expect(statementsOf(grantConnect, fresh)).toEqual([]);
    expect(statementsOf(grantConnect, database([]))).toEqual([grant]);
    expect(statementsOf(grantConnect, database([item(null, "TEMPORARY")]))).toEqual([grant]);
    expect(statementsOf(grantConnect, database([item(null, "CONNECT")]))).toEqual([]);
  });

  test("counts where a group has it that Electric's role inherits from, and nowhere else", () => {
    const acl = [item("team", "CONNECT")];
    const joins = (inherit: boolean) => (rights: Rights) =>
      void rights.memberships.push(memberOf("team", inherit));
    expect(statementsOf(grantConnect, database(acl, joins(true)))).toEqual([]);
    expect(statementsOf(grantConnect, database(acl, joins(false)))).toEqual([grant]);
    expect(statementsOf(grantConnect, database(acl))).toEqual([grant]);
  });
});

describe("CREATE on the database", () => {
  test("is granted only where Electric publishes itself", () => {
    expect(statementsOf(grantCreate, fresh)).toEqual([`GRANT CREATE ON DATABASE "orders" TO "electric"`]);
    expect(statementsOf(grantCreate, { ...fresh, target: { strategy: "manual" } })).toEqual([]);
  });

  test("is the owner's of the database anyway, as long as nobody revoked it", () => {
    const owns = (rights: Rights) => void (rights.database.owner = "electric");
    expect(statementsOf(grantCreate, { rights: owns })).toEqual([]);
    expect(statementsOf(grantCreate, database([item("electric", "CONNECT")], owns))).toHaveLength(1);
  });
});

describe("USAGE", () => {
  test("is granted on each schema of the target that is closed, and on no other", () => {
    const target = { scope: { kind: "schemas" as const, schemas: ["public", "shop", "open"] } };
    const rights = (all: Rights) => {
      withoutElectric(all);
      all.schemas = [
        { name: "other", owner: "postgres", acl: null },
        { name: "open", owner: "postgres", acl: [item(null, "USAGE")] },
        { name: "shop", owner: "postgres", acl: null },
        { name: "public", owner: "postgres", acl: [item(null, "CREATE")] },
      ];
    };
    expect(statementsOf(grantUsage, { snapshot: noRole, rights, target })).toEqual([
      `GRANT USAGE ON SCHEMA "shop" TO "electric"`,
      `GRANT USAGE ON SCHEMA "public" TO "electric"`,
    ]);
    expect(statementsOf(grantUsage, fresh)).toEqual([`GRANT USAGE ON SCHEMA "public" TO "electric"`]);
  });
});

describe("SELECT", () => {
  const grant = `GRANT SELECT ON TABLE "public"."orders" TO "electric"`;
  const tableAcl =
    (acl: Acl, change: (rights: Rights) => void = () => {}) =>
    (rights: Rights) => {
      for (const table of rights.tables) table.acl = acl;
      change(rights);
    };

  test("is granted to a reader on each table that it could not read, sorted", () => {
    expect(statementsOf(grantSelect, manual)).toEqual([grant]);
    expect(contributed(grantSelect, manual).drafts[0]?.changes).toMatchObject([{ from: false, to: true }]);
    const two = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      snapshot.relations.push({ ...aTable, oid: 2, name: "items", owner: "app" });
    };
    const { drafts, consequences } = contributed(grantSelect, { ...manual, snapshot: two });
    expect(drafts[0]?.changes).toMatchObject([{ on: { name: "items" } }, { on: { name: "orders" } }]);
    expect(consequences).toEqual(["electric may read 2 tables that it could not."]);
  });

  test("is not needed by who reads everything, or by a group's grant or everybody's", () => {
    const all = (rights: Rights) => void rights.memberships.push(memberOf("pg_read_all_data"));
    expect(statementsOf(grantSelect, { ...manual, rights: all })).toEqual([]);
    expect(statementsOf(grantSelect, { ...manual, rights: tableAcl([item(null, "SELECT")]) })).toEqual([]);
    const joined = tableAcl(
      [item("team", "SELECT")],
      (rights) => void rights.memberships.push(memberOf("team")),
    );
    expect(statementsOf(grantSelect, { ...manual, rights: joined })).toEqual([]);
    expect(statementsOf(grantSelect, { ...manual, rights: tableAcl([item("team", "SELECT")]) })).toEqual([
      grant,
    ]);
  });

  test("comes with the table to an owner and a member, unless the owner revoked it from itself", () => {
    const member = { snapshot: appOwns, target: { strategy: "member" as const } };
    expect(statementsOf(grantSelect, { snapshot: appOwns })).toEqual([]);
    expect(statementsOf(grantSelect, member)).toEqual([]);
    const revoked = tableAcl([item("app", "INSERT")]);
    expect(statementsOf(grantSelect, { snapshot: appOwns, rights: revoked })).toEqual([grant]);
    expect(statementsOf(grantSelect, { ...member, rights: revoked })).toEqual([grant]);
  });

  test("on the root is enough for its partitions", () => {
    const parted = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      for (const table of snapshot.relations) table.kind = "p";
      snapshot.relations.push({
        ...aTable,
        oid: 2,
        name: "part",
        owner: "app",
        isPartition: true,
        parents: [16401],
      });
    };
    expect(statementsOf(grantSelect, { ...manual, snapshot: parted })).toEqual([grant]);
  });
});
