import { describe, expect, test } from "vitest";
import { rightsWith } from "@/lib/rights/fixture";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { missingText, type Lacking } from "./missing";

const on = { type: "table" as const, schema: "public", name: "Orders" };
const rights = rightsWith(({ database }) => void (database.owner = "lead"));
const said = (lacking: Lacking, major = 17, admin = "my admin") =>
  missingText(
    lacking,
    admin,
    snapshotWith(({ server }) => void (server.versionNum = major * 10_000)),
    rights,
  );

const both = { replication: true, bypassRls: true };
const neither = { replication: false, bypassRls: false };

describe("the SQL that helps", () => {
  test("says from 16 on what a membership is to give, and nothing before, where it would be refused", () => {
    const inherit: Lacking = { kind: "inherit", role: "shop", for: "public.orders" };
    const become: Lacking = { kind: "become", role: "shop", for: "public.orders" };
    expect(said(inherit, 16).sql).toBe(`GRANT "shop" TO "my admin" WITH INHERIT TRUE;`);
    expect(said(become, 16).sql).toBe(`GRANT "shop" TO "my admin" WITH SET TRUE;`);
    expect([said(inherit, 15).sql, said(become, 15).sql]).toEqual([
      `GRANT "shop" TO "my admin";`,
      `GRANT "shop" TO "my admin";`,
    ]);
  });

  test("lets Electric inherit from an owner without becoming it, where the version knows the difference", () => {
    const lacking: Lacking = { kind: "grant role", role: "shop", member: "electric" };
    expect(said(lacking, 16).sql).toBe(`GRANT "shop" TO "electric" WITH INHERIT TRUE, SET FALSE;`);
    expect(said(lacking, 15).sql).toBe(`GRANT "shop" TO "electric";`);
    expect(said(lacking, 16).who).not.toContain("CREATEROLE");
    expect(said(lacking, 15).who).toContain("CREATEROLE");
  });

  test("quotes whatever a name holds, as statement and as name", () => {
    const odd: Lacking = { kind: "inherit", role: 'a"; DROP ROLE b; --', for: "x" };
    expect(said(odd).sql).toBe(`GRANT "a""; DROP ROLE b; --" TO "my admin" WITH INHERIT TRUE;`);
    const grant: Lacking = { kind: "grant", on, privileges: ["SELECT", "UPDATE"], owner: "shop" };
    expect(said(grant).sql).toBe(
      `GRANT SELECT, UPDATE ON TABLE "public"."Orders" TO "my admin" WITH GRANT OPTION;`,
    );
  });
});

describe("who may give it", () => {
  test("up to 15 REPLICATION is a superuser's alone; from 16 on of who has it, with CREATEROLE", () => {
    const make: Lacking = { kind: "create role", attributes: { ...neither, replication: true } };
    expect(said(make, 15)).toMatchObject({
      what: '"my admin" may not make a role with REPLICATION.',
      who: "A superuser: on Postgres 15 nobody else may make a role with REPLICATION or BYPASSRLS.",
    });
    expect(said(make, 16).who).toBe("A superuser, or a role with CREATEROLE and REPLICATION itself.");
    expect(said({ ...make, attributes: neither }, 15).who).toBe("A superuser, or a role with CREATEROLE.");
  });

  test("a role is altered with ADMIN OPTION on it from 16 on, and the attributes that change are named", () => {
    const alter: Lacking = { kind: "alter role", role: "electric", attributes: both, reserved: null };
    expect(said(alter)).toEqual({
      what: '"my admin" may not change REPLICATION and BYPASSRLS of electric.',
      who: "A superuser, or a role with CREATEROLE, with ADMIN OPTION on electric and REPLICATION and BYPASSRLS itself.",
      sql: null,
    });
    expect(said({ ...alter, attributes: neither }, 14)).toMatchObject({
      what: '"my admin" may not alter electric.',
      who: "A superuser, or a role with CREATEROLE.",
    });
  });

  test("superusers are sent for only where nobody else may", () => {
    const alter: Lacking = {
      kind: "alter role",
      role: "electric",
      attributes: neither,
      reserved: "attributes",
    };
    expect(said(alter, 15).who).toMatch(/^A superuser: on Postgres 15 nobody else may alter/);
    expect(said({ ...alter, reserved: "superuser" }, 17).who).toBe("A superuser: nobody else may alter one.");
    const drop: Lacking = { kind: "drop role", role: "electric", isSuperuser: false };
    // Nobody needs ADMIN OPTION before 16, not even for a role with REPLICATION.
    expect(said(drop, 15).who).toBe("A superuser, or a role with CREATEROLE.");
    expect(said(drop, 16).who).toContain("ADMIN OPTION on electric");
    expect(said({ ...drop, isSuperuser: true }, 16).who).toBe("A superuser: nobody else may drop one.");
  });

  test("CREATE on the database comes from its owner, CREATE on a schema from the schema's", () => {
    const database: Lacking = {
      kind: "lacks",
      privilege: "CREATE",
      on: { type: "database", name: "orders" },
      role: "electric",
      for: "p",
    };
    expect(said(database)).toEqual({
      what: 'electric has no CREATE on the database orders (needed for p), and "my admin" may not grant it.',
      who: "lead, who owns the database, or a superuser.",
      sql: `GRANT CREATE ON DATABASE "orders" TO "electric";`,
    });
    const schema: Lacking = { ...database, on: { type: "schema", name: "public" } };
    expect(said(schema).who).toBe("The owner of the schema, or a superuser.");
    expect(said({ ...schema, privilege: "USAGE", role: "my admin" })).toMatchObject({
      what: '"my admin" has no USAGE on the schema public (needed for p), and "my admin" may not grant it.',
      sql: `GRANT USAGE ON SCHEMA "public" TO "my admin";`,
    });
  });

  test("a membership is taken back by who gave it, or by ADMIN OPTION where that makes no difference", () => {
    const revoke: Lacking = { kind: "revoke role", role: "shop", grantor: "lead" };
    expect(said(revoke)).toMatchObject({
      what: '"my admin" may not take back the membership in shop that lead gave.',
      who: "A superuser, or lead.",
    });
    expect(said({ ...revoke, grantor: null }).who).toContain("ADMIN OPTION on shop");
  });

  test("REPLICATION for a slot is given to whoever runs this", () => {
    const slot: Lacking = { kind: "replication", for: "the slot s" };
    expect(said(slot, 15)).toMatchObject({
      who: expect.stringContaining("on Postgres 15 nobody else"),
      sql: `ALTER ROLE "my admin" REPLICATION;`,
    });
    expect(said(slot, 17).who).toContain("REPLICATION itself");
  });
});
