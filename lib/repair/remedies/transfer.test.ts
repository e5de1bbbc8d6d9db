import { describe, expect, test } from "vitest";
import type { Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, statementsOf } from "./fixture";
import { transfer } from "./transfer";

const item = (grantee: string, privileges: string[], grantable: string[] = []) => ({
  grantee,
  grantor: "app",
  privileges,
  grantable,
});
const held =
  (...acl: ReturnType<typeof item>[]) =>
  (rights: Rights) => {
    for (const table of rights.tables) table.acl = acl;
    rights.sequences = [{ schema: "public", name: "orders_id_seq", owner: "app", table: 16401, acl: null }];
  };
const secured = (snapshot: ReachedSnapshot) => {
  appOwns(snapshot);
  for (const table of snapshot.relations) table.rowSecurity = true;
};

test("Electric's own grants are taken first, and the former owner gets back to the letter what it held", () => {
  const rights = held(item("app", ["INSERT", "SELECT"]), item("electric", ["SELECT"], ["SELECT"]));
  expect(statementsOf(transfer, { snapshot: appOwns, rights })).toEqual([
    `REVOKE SELECT ON TABLE "public"."orders" FROM "electric"`,
    `ALTER TABLE "public"."orders" OWNER TO "electric"`,
    `GRANT INSERT, SELECT ON TABLE "public"."orders" TO "app"`,
    `GRANT SELECT, UPDATE, USAGE ON SEQUENCE "public"."orders_id_seq" TO "app"`,
  ]);
});

test("what Electric held and the former owner had revoked from itself Electric keeps as the owner", () => {
  const rights = held(item("app", ["INSERT"]), item("electric", ["INSERT", "SELECT"], ["SELECT"]));
  expect(statementsOf(transfer, { snapshot: appOwns, rights }).slice(0, 4)).toEqual([
    `REVOKE INSERT ON TABLE "public"."orders" FROM "electric"`,
    `REVOKE SELECT ON TABLE "public"."orders" FROM "electric"`,
    `ALTER TABLE "public"."orders" OWNER TO "electric"`,
    `GRANT SELECT ON TABLE "public"."orders" TO "electric"`,
  ]);
});

test("grants on columns go the same way, and nobody else's grants are touched", () => {
  const rights = (all: Rights) => {
    held(item("app", ["SELECT"]), item("reader", ["SELECT"]))(all);
    all.sequences = [];
    for (const table of all.tables)
      table.columns = [
        {
          name: "id",
          acl: [item("electric", ["UPDATE"]), item("app", ["REFERENCES"]), item("reader", ["UPDATE"])],
        },
      ];
  };
  expect(statementsOf(transfer, { snapshot: appOwns, rights })).toEqual([
    `REVOKE UPDATE ("id") ON TABLE "public"."orders" FROM "electric"`,
    `ALTER TABLE "public"."orders" OWNER TO "electric"`,
    `GRANT SELECT ON TABLE "public"."orders" TO "app"`,
    `GRANT REFERENCES ("id") ON TABLE "public"."orders" TO "app"`,
  ]);
});

test("partitions go along, in any schema and in sorted order; what cannot be served and what is Electric's stays", () => {
  const tree = (snapshot: ReachedSnapshot) => {
    const table = { ...aTable, owner: "app", ownerRights: false };
    snapshot.relations = [
      { ...table, oid: 1, kind: "p", name: "root" },
      { ...table, oid: 2, schema: "parts", name: "b", isPartition: true, parents: [1] },
      { ...table, oid: 3, schema: "parts", name: "a", isPartition: true, parents: [1] },
      { ...table, oid: 4, schema: "parts", name: "far", kind: "f", isPartition: true, parents: [1] },
      { ...table, oid: 5, name: "mine", owner: "electric", ownerRights: true },
      { ...table, oid: 6, name: "seen", kind: "v" },
    ];
  };
  const owners = statementsOf(transfer, { snapshot: tree, choices: { formerOwner: "membership" } });
  expect(owners).toEqual([
    `ALTER TABLE "parts"."a" OWNER TO "electric"`,
    `ALTER TABLE "parts"."b" OWNER TO "electric"`,
    `ALTER TABLE "public"."root" OWNER TO "electric"`,
  ]);
});

test("a former owner that stays a member, or is a superuser, gets no grants", () => {
  const grants = (world: Parameters<typeof statementsOf>[1]) =>
    statementsOf(transfer, world).filter((sql) => sql.startsWith("GRANT"));
  const rights = held(item("app", ["SELECT"]));
  expect(grants({ snapshot: secured, rights })).toEqual([]);
  const power = (all: Rights) => {
    rights(all);
    for (const role of all.roles) if (role.name === "app") role.superuser = true;
  };
  expect(grants({ snapshot: appOwns, rights: power })).toEqual([]);
  expect(grants({ snapshot: appOwns, rights })).toHaveLength(2);
});

test("no other strategy hands anything over, and nothing goes where everything is Electric's", () => {
  expect(statementsOf(transfer, { snapshot: appOwns, target: { strategy: "member" } })).toEqual([]);
  expect(statementsOf(transfer, { snapshot: appOwns, target: { strategy: "manual" } })).toEqual([]);
  expect(contributed(transfer)).toMatchObject({ drafts: [], fixes: [] });
});

describe("what it means", () => {
  const said = (world: Parameters<typeof contributed>[1]) =>
    contributed(transfer, world).consequences?.join(" ") ?? "";

  test("VACUUM and ANALYZE pass to the new owner only where no privilege stands for them, which is before 17", () => {
    const old = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      snapshot.server.versionNum = 160_000;
    };
    expect(said({ snapshot: old })).toContain("VACUUM and ANALYZE");
    expect(said({ snapshot: appOwns })).not.toContain("VACUUM");
  });

  test("each owner is told how many tables it stops owning, and how it goes on", () => {
    const two = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      const table = { ...aTable, owner: "team", ownerRights: false };
      snapshot.relations.push({ ...table, oid: 2, name: "a" }, { ...table, oid: 3, name: "b" });
    };
    expect(said({ snapshot: two })).toMatch(
      /team stops owning 2 tables and keeps its rights by grant.* app stops owning 1 table and/,
    );
    expect(said({ snapshot: two, choices: { formerOwner: "membership" } })).toContain(
      "as a member of electric, altering and dropping included",
    );
  });

  test("row security spares another owner then, and rules run with another's rights", () => {
    const ruled = (rights: Rights) => {
      for (const table of rights.tables) table.rules = ["log"];
    };
    expect(said({ snapshot: secured, rights: ruled })).toMatch(
      /Row security on public\.orders spares its owner: from then on that is electric\. Rules on 1 table run with the rights of the owner, which will be electric/,
    );
    expect(said({ snapshot: appOwns })).not.toMatch(/Row security|Rules/);
  });

  test("rights from a third role are told, for an undo gives them back from the owner", () => {
    const given = (grantor: string) =>
      said({ snapshot: appOwns, rights: held({ ...item("electric", ["SELECT"]), grantor }) });
    expect(given("lead")).toContain(
      "electric holds rights on public.orders from lead, not from the owner: an undo gives them back from the owner.",
    );
    expect(given("app")).not.toContain("an undo gives them back");
  });

  test("views and functions that read the tables are named with whose rights they go on to use", () => {
    const rights = (all: Rights) => {
      const view = { kind: "view" as const, schema: "public", owner: "app" };
      all.dependents = [
        { ...view, name: "totals", tables: [16401] },
        { ...view, name: "elsewhere", tables: [9] },
      ];
    };
    expect(said({ snapshot: appOwns, rights })).toContain(
      "public.totals reads them with the rights of app, and goes on doing so.",
    );
    expect(said({ snapshot: appOwns, rights })).not.toContain("elsewhere");
  });
});

test("a grant that was chosen against row security says whom it begins to filter, and promises nothing", () => {
  const filtered = (change: object) =>
    JSON.stringify(
      contributed(transfer, { snapshot: secured, rights: held(item("app", ["SELECT"])), ...change }),
    );
  expect(filtered({ choices: { formerOwner: "grants" } })).toContain("Row security begins to filter app");
  expect(filtered({ choices: { formerOwner: "grants" } })).not.toContain("so that the application goes on");
  expect(filtered({})).not.toContain("begins to filter");
});
