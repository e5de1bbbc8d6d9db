import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { MAJORS } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { findingOf, withDatabase, type TargetInput } from "./faults/harness";
import { afterEachWay } from "./faults/ways";
import { insertedRows } from "./testing/decoded";

const ROLES = "CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE app LOGIN; CREATE ROLE blind LOGIN;";

/** A value of each built-in type whose texts show a difference where there is one. */
const SAMPLES: Record<string, string> = {
  ...{
    aclitem: "=r/postgres",
    bit: "1",
    bool: "true",
    box: "(1,1),(0,0)",
    bpchar: "ab",
    bytea: "\\xdeadbeef",
  },
  ...{ char: "a", cid: "1", cidr: "10.0.0.0/24", circle: "<(0,0),1>", date: "2026-01-02", float4: "1.5" },
  ...{
    float8: "0.1",
    inet: "10.0.0.1",
    int2: "1",
    int2vector: "1 2",
    int4: "1",
    int8: "1",
    interval: "1 day",
  },
  ...{ json: '{"a": 1}', jsonb: '{"a": 1}', jsonpath: "$.a", line: "{1,1,0}", lseg: "[(0,0),(1,1)]" },
  ...{ macaddr: "08:00:2b:01:02:03", macaddr8: "08:00:2b:01:02:03:04:05", money: "1.50", name: "ab" },
  ...{ numeric: "1.50", oid: "1", oidvector: "1 2", path: "[(0,0),(1,1)]", pg_lsn: "0/1", point: "(0,0)" },
  ...{ pg_snapshot: "1:1:", polygon: "((0,0),(1,1))", refcursor: "c", regclass: "pg_class" },
  ...{ regcollation: '"C"', regconfig: "simple", regdictionary: "simple", regnamespace: "public" },
  ...{ regoper: "||/", regoperator: "+(integer,integer)", regproc: "now", regprocedure: "now()" },
  ...{
    regrole: "postgres",
    regtype: "int4",
    text: "ab",
    tid: "(0,1)",
    time: "01:02",
    timestamp: "2026-01-02",
  },
  ...{ timestamptz: "2026-01-02 00:00Z", timetz: "01:02+00", tsquery: "a", tsvector: "a b" },
  ...{ txid_snapshot: "1:1:", uuid: "00000000-0000-0000-0000-000000000001", varbit: "101", varchar: "ab " },
  ...{ xid: "1", xid8: "1", regdatabase: "postgres", int4range: "[1,2)", tsrange: "[2026-01-01,2026-01-02)" },
  ...{ datemultirange: "{[2026-01-01,2026-01-02)}", xml: '<?xml version="1.0" encoding="UTF-8"?><a/>' },
  ...{ mood: "fine", plainly: "fine", pair: "(1,t)" },
};

/** Types that no value can be written of. */
const WITHOUT_INPUT = /^(pg_(node_tree|ndistinct|dependencies|mcv_list|ddl_command|brin_.*)|gtsvector)$/;

const OWN_TYPES = `
  CREATE TYPE mood AS ENUM ('fine'); CREATE TYPE plainly AS ENUM ('fine'); CREATE TYPE pair AS (a int, b bool);
  CREATE FUNCTION loudly(mood) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT ''FINE''::text';
  CREATE CAST (mood AS text) WITH FUNCTION loudly(mood);
  CREATE CAST (plainly AS text) WITH INOUT;`;

const TYPES = `
  SELECT t.typname::text AS name FROM pg_type t
  WHERE t.typtype = 'b' AND t.typelem = 0 AND t.typnamespace = 'pg_catalog'::regnamespace
     OR t.typname IN ('box', 'lseg', 'point', 'line', 'name', 'int2vector', 'oidvector', 'int4range', 'tsrange', 'datemultirange',
                      'mood', 'plainly', 'pair') AND t.typtype IN ('b', 'r', 'm', 'e', 'c')
  ORDER BY 1`;

/** Electric's own expression for a column of the key (1.7.12, shapes/querying.ex). */
const asElectric = (column: string): string =>
  `CASE WHEN pg_typeof(${column}) = 'character'::regtype THEN concat(${column}, '') ELSE ${column}::text END AS ${column}`;

async function typesOf(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(TYPES);
  return rows.map(({ name }) => name).filter((name) => !WITHOUT_INPUT.test(name));
}

/** Makes a table without a primary key with a column of each type, of domains over it, and of its array, and a row of it. */
async function makeZoo(admin: Client): Promise<string[]> {
  const columns: { name: string; type: string; value: string }[] = [];
  for (const type of await typesOf(admin)) {
    const sample = SAMPLES[type];
    if (sample === undefined) throw new Error(`The test has no value of the type ${type}.`);
    const base = type === "bpchar" ? "char(6)" : type === "char" ? '"char"' : quoteIdentifier(type);
    const value = quoteLiteral(sample);
    await admin.query(`CREATE DOMAIN ${quoteIdentifier(`d_${type}`)} AS ${base}`);
    await admin.query(`CREATE DOMAIN ${quoteIdentifier(`n_${type}`)} AS ${quoteIdentifier(`d_${type}`)}`);
    columns.push({ name: `p_${type}`, type: base, value });
    columns.push({ name: `d_${type}`, type: quoteIdentifier(`d_${type}`), value });
    columns.push({ name: `n_${type}`, type: quoteIdentifier(`n_${type}`), value });
    columns.push({ name: `a_${type}`, type: `${base}[]`, value: `ARRAY[${value}]::${base}[]` });
  }
  await admin.query(`CREATE TABLE zoo (${columns.map(({ name, type }) => `${name} ${type}`).join(", ")})`);
  await admin.query(
    "ALTER TABLE zoo REPLICA IDENTITY FULL; CREATE PUBLICATION electric_publication_default FOR TABLE zoo",
  );
  await admin.query("SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')");
  await admin.query(`INSERT INTO zoo VALUES (${columns.map(({ value }) => value).join(", ")})`);
  return columns.map(({ name }) => name);
}

test.each(MAJORS)(
  "Postgres %i: the columns that are named are those whose text differs, for every type, its domains and its array",
  (major) =>
    withDatabase({ major, sql: [ROLES, OWN_TYPES] }, async (database) => {
      const { admin } = database;
      const columns = await makeZoo(admin);
      const { rows } = await admin.query<Record<string, string>>(
        `SELECT ${columns.map(asElectric).join(", ")} FROM zoo`,
      );
      const [streamed] = await insertedRows(admin, "electric_slot_default", "electric_publication_default");
      expect(streamed).toHaveLength(columns.length);
      const different = columns.filter((name, at) => rows[0]?.[name] !== streamed?.[at]);
      const { relations } = await database.look();
      const zoo = relations.find(({ name }) => name === "zoo");
      expect(zoo?.keyText.map(({ column }) => column)).toEqual(different);
      // The list is no empty one, and what is known to be right is not in it.
      expect(different).toEqual(
        expect.arrayContaining([
          "p_bool",
          "n_bool",
          "p_inet",
          "d_inet",
          "d_bpchar",
          "n_bpchar",
          "p_xml",
          "p_mood",
        ]),
      );
      for (const right of ["p_bpchar", "a_bool", "p_cidr", "p_char", "p_name", "p_plainly", "p_pair"])
        expect(different).not.toContain(right);
    }),
);

const KEYS = `
  CREATE TABLE flags (id int, done bool, v text, PRIMARY KEY (id, done));
  CREATE TABLE included (id int, done bool, PRIMARY KEY (id) INCLUDE (done));
  CREATE TABLE beside (id int PRIMARY KEY, done bool, ip inet);
  CREATE TABLE keyless (v text, done bool);
  CREATE TABLE parts (id int, done bool, PRIMARY KEY (id, done)) PARTITION BY LIST (done);
  CREATE TABLE parts_true PARTITION OF parts FOR VALUES IN (true);
  CREATE TABLE "a ""b"" 'c'" ("Key" inet PRIMARY KEY);`;
const NAMES = `
  CREATE SCHEMA "my.app"; CREATE TABLE "my.app".items (id int PRIMARY KEY);
  CREATE TABLE "a.b" (id int PRIMARY KEY); CREATE TABLE "a/b" (id int PRIMARY KEY); CREATE TABLE "a""b" (id int PRIMARY KEY);
  CREATE TABLE "it's 100% $1 \\ 🚀" (id int PRIMARY KEY);
  CREATE TABLE slashed (id int PRIMARY KEY, "c\\d" text);
  CREATE TABLE tabbed (id int PRIMARY KEY, "c\td" text);`;
const everywhere: TargetInput = { scope: { kind: "schemas", schemas: ["public", "my.app"] } };

describe.each(versionsFor("ends"))("on Postgres %i", (major) => {
  test("tables.key_text and tables.name_text fail for the same tables, whichever role looks", () =>
    withDatabase({ major, sql: [ROLES, KEYS, NAMES], target: everywhere }, async (database) => {
      const { relations } = await database.look();
      for (const visitor of ["postgres", "app", "blind"]) {
        const seen = (await database.look({}, visitor)).relations;
        const traits = (of: typeof seen) =>
          of.map(({ name, keyText, oddColumns }) => ({ name, keyText, oddColumns }));
        expect(traits(seen)).toEqual(traits(relations));
      }
      const keys = await database.findingOf("tables.key_text", everywhere);
      expect(keys.status).toBe("fail");
      expect(keys.objects.toSorted()).toEqual([
        `public."a ""b"" 'c'"`,
        "public.flags",
        "public.included",
        "public.keyless",
        "public.parts",
      ]);
      const names = await database.findingOf("tables.name_text", everywhere);
      expect(names.status).toBe("fail");
      expect(names.objects.toSorted()).toEqual([
        '"my.app".items',
        `public."a ""b"" 'c'"`,
        'public."a""b"',
        'public."a.b"',
        'public."a/b"',
        "public.slashed",
        "public.tabbed",
      ]);
    }));
});

test("each statement that is offered fixes it", async () => {
  const columns = "id int, done bool, v text, PRIMARY KEY (id, done)";
  for (const sql of [
    `CREATE TABLE flags (${columns})`,
    "CREATE TABLE hosts (ip inet PRIMARY KEY, v text); INSERT INTO hosts VALUES ('10.0.0.1'), ('::1')",
    `CREATE DOMAIN code AS char(6); CREATE TABLE codes (c code PRIMARY KEY); INSERT INTO codes VALUES ('ab')`,
  ])
    expect(await afterEachWay("tables.key_text", { sql: [ROLES, sql] })).toEqual([
      "no SQL",
      "pass",
      "no SQL",
      "no SQL",
    ]);
  expect(await afterEachWay("tables.name_text", { sql: [ROLES, NAMES], target: everywhere })).toEqual([
    // The schema has another name now, which the target has to name.
    "pass",
    "no SQL",
  ]);
});

test("a table that is left out of the target does not fail", async () => {
  const target: TargetInput = { scope: { kind: "tables", tables: [{ schema: "public", name: "beside" }] } };
  for (const check of ["tables.key_text", "tables.name_text"])
    expect((await findingOf(check, { sql: [ROLES, KEYS, NAMES], target })).status).toBe("pass");
});
