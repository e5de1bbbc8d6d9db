import { expect, test } from "vitest";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase } from "./faults/harness";

const NAMES = [
  "select",
  "Order Items",
  'it"s',
  "it's",
  "back\\slash",
  "two\nlines",
  "tab\there",
  '"; DROP TABLE victim; --',
  "$1",
  "$$",
  "%s %I",
  "🚀",
  "ünïcödé",
  "{a,b}",
  "NULL",
  "dots.in.it",
  "\u001b[31m",
  "x".repeat(63),
  "🦣".repeat(15),
  " ",
];

const quoted = (name: string) => quoteIdentifier(name);

test.each(versionsFor("ends"))("Postgres %i: names of every kind come back as they are", async (major) => {
  const roles = NAMES.map((name) => `CREATE ROLE ${quoted(`r${name}`.slice(0, 60))} LOGIN;`);
  const things = NAMES.map(
    (name) => `
      CREATE SCHEMA ${quoted(name)};
      CREATE TABLE ${quoted(name)}.${quoted(name)} (${quoted(name)} int GENERATED ALWAYS AS (1) STORED);`,
  );
  const sql = ["CREATE TABLE victim ()", ...roles, ...things];
  await withDatabase({ major, sql }, async (database) => {
    const { relations, schemas } = await database.look();
    const own = relations.filter(({ name }) => name !== "victim");
    expect(own).toHaveLength(NAMES.length);
    expect(
      new Set(own.map(({ schema, name, generatedStored }) => [schema, name, ...generatedStored])),
    ).toEqual(new Set(NAMES.map((name) => [name, name, name])));
    expect(new Set(schemas.map(({ name }) => name))).toEqual(new Set([...NAMES, "public"]));
  });
});

const SCENE = NAMES.map(
  (name) => `
    CREATE ROLE ${quoted(name)} LOGIN; CREATE SCHEMA ${quoted(name)} AUTHORIZATION ${quoted(name)};
    CREATE TABLE ${quoted(name)}.${quoted(name)} (); ALTER TABLE ${quoted(name)}.${quoted(name)} OWNER TO ${quoted(name)};`,
);

test("a target may name a role, a schema and a table in any of these ways", async () => {
  await withDatabase({ sql: SCENE }, async (database) => {
    for (const name of NAMES) {
      const scope = { kind: "tables" as const, tables: [{ schema: name, name }] };
      const { role, relations, schemas } = await database.look({ role: name, scope });
      expect(role?.name).toBe(name);
      expect(relations.find((relation) => relation.name === name)).toMatchObject({
        ...{ schema: name, owner: name, ownerRights: true, select: true },
      });
      expect(schemas).toContainEqual({ name, owner: name, usage: true, actingUsage: null, creators: [name] });
    }
  });
});

test("a visitor named in any of these ways sees itself, and its grant names it", async () => {
  const sql = [...SCENE, "REVOKE SELECT ON pg_catalog.pg_locks FROM PUBLIC"];
  await withDatabase({ sql }, async (database) => {
    for (const name of NAMES) {
      const { visitor, electricLock } = await database.look({}, name);
      expect(visitor.role).toBe(name);
      expect(electricLock).toEqual({
        unseen: true,
        grant: `GRANT SELECT ON pg_catalog.pg_locks TO ${quoted(name)};`,
      });
    }
  });
});

test("a publication's and a slot's name are taken from the stream id as Electric folds it", async () => {
  const sql = "CREATE PUBLICATION electric_publication_blue";
  await withDatabase({ sql, target: { streamId: "Blue" } }, async (database) => {
    expect((await database.look()).publication?.name).toBe("electric_publication_blue");
  });
});

test.each(["x'; DROP TABLE victim; --", "x".repeat(80), "día", "a$b"])(
  "a stream id %j that cannot work is no error of the visit",
  async (streamId) => {
    await withDatabase({ sql: "CREATE TABLE victim ()", target: { streamId } }, async (database) => {
      const { publication, relations } = await database.look();
      expect(publication).toBeNull();
      expect(relations).toMatchObject([{ name: "victim" }]);
    });
  },
);

test("functions and operators that a user put into the search path are not called", async () => {
  const sql = `
    CREATE ROLE electric LOGIN; CREATE TABLE called (what text); CREATE TABLE items (id int);
    CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'hostile'; END $$;
    CREATE FUNCTION public.format_type(oid, int) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'hostile'; END $$;
    CREATE FUNCTION public.hostile(name, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE 'hostile'; END $$;
    CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = text, FUNCTION = public.hostile);
    CREATE OPERATOR public.!~ (LEFTARG = name, RIGHTARG = text, FUNCTION = public.hostile);
    CREATE TABLE public.pg_class (oid oid); CREATE VIEW public.pg_roles AS SELECT 'nobody'::name AS rolname;
    ALTER ROLE postgres SET search_path = public, pg_catalog;`;
  await withDatabase({ sql }, async (database) => {
    const { relations, role } = await database.look();
    expect(role?.name).toBe("electric");
    expect(relations.map(({ name }) => name)).toContain("items");
  });
});
