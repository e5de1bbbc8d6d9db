import { describe, expect, test } from "vitest";
import type { OwnerWork } from "@/lib/privileges/owner-work";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, noRole, statementsOf, withoutElectric } from "./fixture";
import { transfer } from "./transfer";

const ORDERS = [16401];
const working = (work: Partial<OwnerWork>) => (rights: Rights) => {
  rights.ownerWork = { ...rights.ownerWork, ...work };
};
const text = { schema: "pg_catalog", name: "text" };
const plainText = { schema: "public", name: "plain", arguments: [text] };
const plain = (uses: OwnerWork["functions"][number]["uses"], tables = ORDERS) =>
  working({ functions: [{ ...plainText, tables, uses }] });
const said = (rights: (rights: Rights) => void, snapshot = appOwns) =>
  contributed(transfer, { snapshot, rights }).consequences?.join(" ") ?? "";

describe("a function that the owner calls and Electric's role may not", () => {
  const opened = (rights: (rights: Rights) => void, snapshot = appOwns) =>
    contributed(transfer, { snapshot, rights }).drafts?.filter(({ says }) => says.includes(" call "));

  test("is opened to it before the tables change hands, and the plan says when it is called", () => {
    expect(opened(plain(["analyze", "writes"]))).toEqual([
      {
        says: "Let electric call public.plain(text), which Postgres calls with the rights of the tables' owner: ANALYZE, autovacuum's too, and REINDEX call it for an index or statistics; a CHECK, a default or a generated column calls it where a foreign key or a subscription writes.",
        changes: [
          {
            kind: "privileges",
            on: { type: "routine", ...plainText },
            column: null,
            grantee: "electric",
            privileges: ["EXECUTE"],
            grantOption: false,
            from: false,
            to: true,
          },
        ],
      },
    ]);
    const statements = statementsOf(transfer, { snapshot: appOwns, rights: plain(["analyze"]) });
    expect(statements[0]).toBe(
      'GRANT EXECUTE ON ROUTINE "public"."plain"("pg_catalog"."text") TO "electric"',
    );
    expect(statements[1]).toContain("OWNER TO");
  });

  test("of a table that does not change hands is nobody's matter", () => {
    expect(opened(plain(["keys"], [9]))).toEqual([]);
    expect(contributed(transfer, { rights: plain(["keys"]) }).drafts).toEqual([]);
  });

  test("is opened to a role that the same plan makes", () => {
    const snapshot = (seen: ReachedSnapshot) => {
      appOwns(seen);
      noRole(seen);
    };
    const rights = (all: Rights) => {
      withoutElectric(all);
      plain(["analyze"])(all);
    };
    expect(opened(rights, snapshot)).toHaveLength(1);
  });
});

describe("triggers that run as the owner", () => {
  const trigger = (by: OwnerWork["triggers"][number]["by"], table = 16401) => ({ table, name: "log", by });

  test("are named with what makes them run so, and others are not", () => {
    const text = said(
      working({ triggers: [trigger("foreign key"), trigger("subscription"), trigger("foreign key", 9)] }),
    );
    expect(text).toContain(
      "log of public.orders runs with the rights of the owner where a foreign key deletes or changes its rows, which will be electric: look whether it reads or writes other tables.",
    );
    expect(text).toContain(
      "log of public.orders runs with the rights of the owner where a subscription writes",
    );
    expect(said(working({}))).not.toContain("trigger");
  });
});

test("a subscription is named with its owner and the number of tables that change hands", () => {
  const text = contributed(transfer, {
    snapshot: appOwns,
    rights: working({ subscriptions: [{ name: "Feed", owner: "app", tables: [16401, 9] }] }),
    choices: { formerOwner: "membership" },
  }).consequences?.join("\n");
  expect(text).toContain(
    'The subscription "Feed" writes into 1 table of these with the rights of their owner, which will be electric; app, which owns it, may become electric for that.',
  );
});

describe("schemas in which foreign keys look things up as the owner", () => {
  const with_ = (tables: number[], usage: boolean) => (rights: Rights) => {
    working({ keys: [{ schema: "extra", tables }] })(rights);
    const everybody = { grantee: null, grantor: "app", privileges: ["USAGE"], grantable: [] };
    rights.schemas.push({ name: "extra", owner: "app", acl: usage ? [everybody] : [] });
  };
  const opened = (rights: (rights: Rights) => void) =>
    statementsOf(transfer, { snapshot: appOwns, rights }).filter((sql) => sql.includes("ON SCHEMA"));

  test("are opened to Electric's role where it may not use them yet", () => {
    expect(opened(with_(ORDERS, false))).toEqual([`GRANT USAGE ON SCHEMA "extra" TO "electric"`]);
    expect(opened(with_(ORDERS, true))).toEqual([]);
    expect(opened(with_([9], false))).toEqual([]);
  });

  test("the target's own is opened here only where the plan has no other step for it", () => {
    const closed = (rights: Rights) => {
      for (const schema of rights.schemas) schema.acl = [];
    };
    const unused = (seen: ReachedSnapshot) => {
      appOwns(seen);
      for (const schema of seen.schemas) schema.usage = false;
    };
    const of = (checks: string[]) =>
      statementsOf(transfer, {
        snapshot: unused,
        rights: closed,
        wanted: { kind: "checks", checks },
      }).filter((sql) => sql.includes("ON SCHEMA"));
    expect(of(["tables.ownership"])).toEqual([`GRANT USAGE ON SCHEMA "public" TO "electric"`]);
    expect(of(["tables.ownership", "role.schema_usage"])).toEqual([]);
    expect(
      statementsOf(transfer, { snapshot: unused, rights: closed }).filter((sql) => sql.includes("ON SCHEMA")),
    ).toEqual([]);
  });
});

test("a table of an extension is said to be one where it changes hands by name", () => {
  const snapshot = (seen: ReachedSnapshot) => {
    appOwns(seen);
    for (const table of seen.relations) table.extension = "postgis";
  };
  const scope = { kind: "tables" as const, tables: [{ schema: "public", name: "orders" }] };
  expect(contributed(transfer, { snapshot, target: { scope } }).consequences?.join(" ")).toContain(
    "public.orders belongs to the extension postgis",
  );
  expect(statementsOf(transfer, { snapshot })).toEqual([]);
});
