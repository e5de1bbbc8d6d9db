import { needsOf } from "@/lib/repair/changes/operations";
import { ownerOfObject, type Owners } from "@/lib/repair/changes/need";
import { describe, expect, test } from "vitest";
import type { Attributes, Change, DatabaseObject, PublicationOptions } from "@/lib/repair/changes/schema";

const table = { schema: "public", name: "orders" };
const owners: Owners = {
  table: ({ name }) => `owner of table ${name}`,
  sequence: ({ name }) => `owner of sequence ${name}`,
  schema: (name) => `owner of schema ${name}`,
  routine: ({ name }) => `owner of routine ${name}`,
  database: () => "owner of database",
  publication: (name) => `owner of publication ${name}`,
};
/** Without the schema's USAGE, which everything with a name in a schema takes. */
const needs = (change: Change) => needsOf(change, owners).filter(({ right }) => right !== "look in schema");

const attributes: Attributes = {
  login: true,
  inherit: true,
  replication: true,
  bypassRls: false,
  connectionLimit: null,
  validUntil: null,
};
const role = (from: Attributes | null, to: Attributes | null): Change => ({
  kind: "role",
  role: "electric",
  from,
  to,
  verifier: null,
});

describe("a role", () => {
  test("that is made takes what it is to have", () => {
    expect(needs(role(null, attributes))).toEqual([
      { right: "create role", replication: true, bypassRls: false },
    ]);
  });

  test("that is altered takes only the attributes that change, given or taken", () => {
    const altered = (to: Partial<Attributes>) => needs(role(attributes, { ...attributes, ...to }))[0];
    const one = { right: "alter role", role: "electric", what: "attributes" };
    expect(altered({ login: false })).toEqual({ ...one, replication: false, bypassRls: false });
    expect(altered({ replication: false })).toEqual({ ...one, replication: true, bypassRls: false });
    expect(altered({ bypassRls: true })).toEqual({ ...one, replication: false, bypassRls: true });
  });

  test("that goes takes the right to drop it, whatever it had", () => {
    expect(needs(role(attributes, null))).toEqual([{ right: "drop role", role: "electric" }]);
  });

  test("changes its password and its settings by different rights", () => {
    const setting: Change = {
      kind: "role setting",
      role: "electric",
      database: null,
      name: "lock_timeout",
      from: null,
      to: "0",
    };
    expect(needs({ kind: "password", role: "electric", verifier: "v" })).toMatchObject([
      { right: "alter role", what: "password" },
    ]);
    expect(needs(setting)).toMatchObject([{ right: "alter role", what: "settings" }]);
  });
});

test("a membership is given by who may grant the role, and taken by who gave it", () => {
  const options = { admin: false, inherit: true, set: true };
  const given: Change = {
    kind: "membership",
    role: "shop",
    member: "electric",
    grantor: "lead",
    from: null,
    to: options,
  };
  expect(needs(given)).toEqual([{ right: "grant role", role: "shop", member: "electric" }]);
  expect(needs({ ...given, from: options, to: null })).toEqual([
    { right: "revoke role", role: "shop", grantor: "lead" },
  ]);
});

describe("tables", () => {
  test("change hands by the old owner's rights, by becoming the new one, and with CREATE on the schema for it", () => {
    expect(needs({ kind: "table owner", table, from: "shop", to: "electric" })).toMatchObject([
      { right: "inherit", role: "shop" },
      { right: "become", role: "electric" },
      { right: "create on schema", role: "electric", schema: "public" },
    ]);
  });

  test("get an identity from whoever owns them at that step, not from who owned them before", () => {
    expect(needs({ kind: "replica identity", table, from: "default", to: "full" })).toMatchObject([
      { right: "inherit", role: "owner of table orders" },
    ]);
  });
});

describe("a publication", () => {
  const options: PublicationOptions = {
    insert: true,
    update: true,
    delete: true,
    truncate: true,
    viaPartitionRoot: false,
    generatedStored: null,
  };
  const publication = (
    from: PublicationOptions | null,
    to: PublicationOptions | null,
    allTables = false,
  ): Change => ({ kind: "publication", publication: "p", from, to, allTables });

  test("takes CREATE on the database of whoever makes it, and its owner's rights from then on", () => {
    expect(needs(publication(null, options))).toMatchObject([{ right: "create on database", role: null }]);
    for (const change of [publication(options, { ...options, truncate: false }), publication(options, null)])
      expect(needs(change)).toMatchObject([{ right: "inherit", role: "owner of publication p" }]);
  });

  test("of everything is made by a superuser alone, and dropped by its owner", () => {
    expect(needs(publication(null, options, true))).toMatchObject([{ right: "superuser" }]);
    expect(needs(publication(options, null, true))).toMatchObject([{ right: "inherit" }]);
    const schema: Change = {
      kind: "published schema",
      publication: "p",
      schema: "public",
      from: false,
      to: true,
    };
    expect(needs(schema)).toMatchObject([{ right: "superuser" }]);
    expect(needs({ ...schema, from: true, to: false })).toMatchObject([{ right: "inherit" }]);
  });

  test("gets a table by the rights of both owners, and loses it by its own owner's alone", () => {
    const added: Change = {
      kind: "published",
      publication: "p",
      table,
      from: null,
      to: { filter: null, columns: null },
    };
    const roles = (change: Change) => needs(change).map((need) => ("role" in need ? need.role : null));
    expect(roles(added)).toEqual(["owner of publication p", "owner of table orders"]);
    expect(roles({ ...added, from: added.to, to: null })).toEqual(["owner of publication p"]);
  });

  test("goes to a role that may own one in this database", () => {
    expect(
      needs({ kind: "publication owner", publication: "p", from: "lead", to: "electric" }),
    ).toMatchObject([
      { right: "inherit", role: "lead" },
      { right: "become", role: "electric" },
      { right: "create on database", role: "electric" },
    ]);
  });
});

test("a default for what a role will make is that role's to set, not who gets it", () => {
  const change: Change = {
    kind: "default privileges",
    objects: "TABLES",
    creator: "shop",
    schema: "public",
    grantee: "electric",
    privileges: ["SELECT"],
    grantOption: false,
    from: false,
    to: true,
  };
  expect(needs(change)).toMatchObject([{ right: "inherit", role: "shop" }]);
});

test("the limit of a database is its owner's, a slot takes REPLICATION, a parameter a superuser", () => {
  expect(needs({ kind: "database limit", database: "orders", from: 1, to: 9 })).toMatchObject([
    { right: "inherit", role: "owner of database" },
  ]);
  expect(
    needs({ kind: "slot", slot: "s", from: null, to: { failover: true }, endReader: false }),
  ).toMatchObject([{ right: "replication" }]);
  expect(
    needs({ kind: "system setting", name: "wal_level", from: null, to: "logical", restarts: true }),
  ).toMatchObject([{ right: "superuser" }]);
});

test("privileges are passed on by who owns the object, each kind by its own owner", () => {
  const objects: DatabaseObject[] = [
    { type: "table", ...table },
    { type: "sequence", schema: "public", name: "orders_id_seq" },
    { type: "schema", name: "public" },
    { type: "database", name: "orders" },
  ];
  expect(objects.map((on) => ownerOfObject(on, owners))).toEqual([
    "owner of table orders",
    "owner of sequence orders_id_seq",
    "owner of schema public",
    "owner of database",
  ]);
  const [on] = objects;
  if (on === undefined) throw new Error("no object");
  const privileges = ["SELECT", "UPDATE"];
  const change: Change = {
    kind: "privileges",
    on,
    column: null,
    grantee: "electric",
    privileges,
    grantOption: false,
    from: false,
    to: true,
  };
  expect(needs(change)).toEqual([{ right: "grant", on, privileges }]);
});

test("whatever has its name in a schema takes USAGE there, and nothing else does", () => {
  const looks = (change: Change) =>
    needsOf(change, owners).flatMap((need) => (need.right === "look in schema" ? [need.schema] : []));
  const given: Change = {
    kind: "privileges",
    on: { type: "sequence", schema: "sales", name: "s" },
    column: null,
    grantee: null,
    privileges: ["USAGE"],
    grantOption: false,
    from: true,
    to: false,
  };
  expect(looks(given)).toEqual(["sales"]);
  expect(looks({ ...given, on: { type: "schema", name: "sales" } })).toEqual([]);
  expect(looks({ kind: "table owner", table, from: "app", to: "electric" })).toEqual(["public"]);
  expect(looks({ kind: "replica identity", table, from: "default", to: "full" })).toEqual(["public"]);
  expect(looks({ kind: "published", publication: "p", table, from: null, to: null })).toEqual(["public"]);
  expect(looks(role(attributes, null))).toEqual([]);
});
