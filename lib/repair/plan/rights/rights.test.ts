import { describe, expect, test } from "vitest";
import type { Need } from "@/lib/repair/changes/need";
import { aRoleFacts, rightsWith } from "@/lib/privileges/fixture";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { walkOwners } from "../owners";
import { PrivilegeLedger } from "../privilege-ledger";
import { missingText } from ".";

const ADMIN = "my admin";
const on = { type: "table" as const, schema: "public", name: "Orders" };

/** The database belongs to lead, the table to shop; electric has REPLICATION, root is a superuser. */
function ledgerOf(major: number): PrivilegeLedger {
  const snapshot = snapshotWith((seen) => {
    seen.server.versionNum = major * 10_000;
    seen.relations = seen.relations.map((table) => ({ ...table, name: on.name, owner: "shop" }));
  });
  const rights = rightsWith((seen) => {
    seen.admin = ADMIN;
    seen.database.owner = "lead";
    seen.roles.push(
      { ...aRoleFacts, name: ADMIN, createRole: true },
      { ...aRoleFacts, name: "root", superuser: true },
      { ...aRoleFacts, name: "plain" },
    );
  });
  return new PrivilegeLedger(rights, snapshot, walkOwners(snapshot, rights), [], []);
}
const said = (need: Need, major = 17) => missingText(need, ledgerOf(major));

const neither = { replication: false, bypassRls: false };
const alter = (role: string, what: "attributes" | "password", attributes = neither): Need => ({
  right: "alter role",
  role,
  what,
  ...attributes,
});

describe("the SQL that helps", () => {
  test("says from 16 on what a membership is to give, and nothing before, where it would be refused", () => {
    const inherit: Need = { right: "inherit", role: "shop", for: "public.orders" };
    const become: Need = { right: "become", role: "shop", for: "public.orders" };
    expect(said(inherit, 16).sql).toBe(`GRANT "shop" TO "my admin" WITH INHERIT TRUE;`);
    expect(said(become, 16).sql).toBe(`GRANT "shop" TO "my admin" WITH SET TRUE;`);
    expect([said(inherit, 15).sql, said(become, 15).sql]).toEqual([
      `GRANT "shop" TO "my admin";`,
      `GRANT "shop" TO "my admin";`,
    ]);
  });

  test("lets Electric inherit from an owner without becoming it, where the version knows the difference", () => {
    const need: Need = { right: "grant role", role: "shop", member: "electric" };
    expect(said(need, 16).sql).toBe(`GRANT "shop" TO "electric" WITH INHERIT TRUE, SET FALSE;`);
    expect(said(need, 15).sql).toBe(`GRANT "shop" TO "electric";`);
    expect(said(need, 16).who).not.toContain("CREATEROLE");
    expect(said(need, 15).who).toContain("CREATEROLE");
  });

  test("quotes whatever a name holds, as statement and as name", () => {
    const odd: Need = { right: "inherit", role: 'a"; DROP ROLE b; --', for: "x" };
    expect(said(odd).sql).toBe(`GRANT "a""; DROP ROLE b; --" TO "my admin" WITH INHERIT TRUE;`);
    expect(said({ right: "grant", on, privileges: ["SELECT", "UPDATE"] })).toMatchObject({
      what: `"my admin" may not pass on SELECT, UPDATE on public."Orders", which shop owns.`,
      sql: `GRANT SELECT, UPDATE ON TABLE "public"."Orders" TO "my admin" WITH GRANT OPTION;`,
    });
    expect(said({ right: "revoke", on, privileges: ["SELECT"], grantee: null })).toMatchObject({
      what: `"my admin" may not take SELECT on public."Orders", which shop owns, from PUBLIC.`,
      sql: `REVOKE SELECT ON TABLE "public"."Orders" FROM PUBLIC;`,
    });
  });
});

describe("who may give it", () => {
  test("up to 15 REPLICATION is a superuser's alone; from 16 on of who has it, with CREATEROLE", () => {
    const make = (replication: boolean): Need => ({ right: "create role", replication, bypassRls: false });
    expect(said(make(true), 15)).toMatchObject({
      what: '"my admin" may not make a role with REPLICATION.',
      who: "A superuser: on Postgres 15 no other role may make a role with REPLICATION or BYPASSRLS.",
    });
    expect(said(make(true), 16).who).toBe("A superuser, or a role with CREATEROLE and REPLICATION itself.");
    expect(said(make(false), 15).who).toBe("A superuser, or a role with CREATEROLE.");
  });

  test("a role is altered with ADMIN OPTION on it from 16 on, and the attributes that change are named", () => {
    const both = { replication: true, bypassRls: true };
    expect(said(alter("electric", "attributes", both))).toEqual({
      what: '"my admin" may not change REPLICATION and BYPASSRLS of electric.',
      who: "A superuser, or a role with CREATEROLE, with ADMIN OPTION on electric and REPLICATION and BYPASSRLS itself.",
      sql: null,
    });
    expect(said(alter("plain", "attributes"), 14)).toMatchObject({
      what: '"my admin" may not alter plain.',
      who: "A superuser, or a role with CREATEROLE.",
    });
  });

  test("superusers are sent for only where no other role may", () => {
    expect(said(alter("electric", "password"), 15).who).toMatch(
      /^A superuser: on Postgres 15 no other role may alter/,
    );
    expect(said(alter("root", "attributes"), 17).who).toBe("A superuser: no other role may alter one.");
    const drop = (role: string): Need => ({ right: "drop role", role });
    // No role needs ADMIN OPTION before 16, not even for a role with REPLICATION.
    expect(said(drop("electric"), 15).who).toBe("A superuser, or a role with CREATEROLE.");
    expect(said(drop("electric"), 16).who).toContain("ADMIN OPTION on electric");
    expect(said(drop("root"), 16).who).toBe("A superuser: no other role may drop one.");
  });

  test("CREATE on the database comes from its owner, CREATE on a schema from the schema's", () => {
    expect(said({ right: "create on database", role: "electric", for: "p" })).toEqual({
      what: 'electric has no CREATE on the database orders (needed for p), and "my admin" may not grant it.',
      who: "lead, who owns the database, or a superuser.",
      sql: `GRANT CREATE ON DATABASE "orders" TO "electric";`,
    });
    const schema: Need = { right: "create on schema", role: "electric", schema: "public", for: "p" };
    expect(said(schema).who).toBe("The owner of the schema, or a superuser.");
    expect(said({ right: "look in schema", schema: "public", for: "p" })).toMatchObject({
      what: '"my admin" has no USAGE on the schema public (needed for p), and "my admin" may not grant it.',
      sql: `GRANT USAGE ON SCHEMA "public" TO "my admin";`,
    });
  });

  test("a membership is taken back by its grantor, or by ADMIN OPTION where that makes no difference", () => {
    const revoke = (grantor: string | null): Need => ({ right: "revoke role", role: "shop", grantor });
    expect(said(revoke("lead"))).toMatchObject({
      what: '"my admin" may not take back the membership in shop that lead gave.',
      who: "A superuser, or lead.",
    });
    expect(said(revoke(null)).who).toContain("ADMIN OPTION on shop");
  });

  test("REPLICATION for a slot is given to the role that runs the plan", () => {
    const slot: Need = { right: "replication", for: "the slot s" };
    expect(said(slot, 15)).toMatchObject({
      who: expect.stringContaining("on Postgres 15 no other role"),
      sql: `ALTER ROLE "my admin" REPLICATION;`,
    });
    expect(said(slot, 17).who).toContain("REPLICATION itself");
  });
});
