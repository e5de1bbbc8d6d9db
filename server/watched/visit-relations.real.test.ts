import { expect, test } from "vitest";
import type { Relation } from "@/lib/snapshot/relation";
import { leavesIn } from "@/lib/target/relations";
import { MAJORS, type Major } from "@/server/embedded/binaries";
import { withDatabase } from "./faults/harness";

const OWNERS = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app;`;

const KINDS = `
CREATE TABLE plain (id int PRIMARY KEY, v text, gone int);
ALTER TABLE plain DROP COLUMN gone;
CREATE TABLE keyless (v text);
CREATE TABLE columnless ();
CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY);
CREATE TEMPORARY TABLE passing (id int PRIMARY KEY);
CREATE SEQUENCE ticket;
CREATE INDEX plain_v ON plain (v);
CREATE VIEW looking AS SELECT * FROM plain;
CREATE MATERIALIZED VIEW kept AS SELECT * FROM plain;
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE far (id int) SERVER elsewhere;
CREATE TABLE parent_a (a int);
CREATE TABLE parent_b (b int);
CREATE TABLE child () INHERITS (parent_a, parent_b);
CREATE TABLE computed (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE secured (id int PRIMARY KEY);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE TABLE forced (id int PRIMARY KEY);
ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE TABLE full_identity (id int PRIMARY KEY);
ALTER TABLE full_identity REPLICA IDENTITY FULL;
CREATE TABLE no_identity (id int PRIMARY KEY);
ALTER TABLE no_identity REPLICA IDENTITY NOTHING;
CREATE TABLE index_identity (id int NOT NULL UNIQUE);
ALTER TABLE index_identity REPLICA IDENTITY USING INDEX index_identity_id_key;
`;

const TREE = `
CREATE TABLE root (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE year PARTITION OF root FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY RANGE (at);
CREATE TABLE month PARTITION OF year FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE other_year PARTITION OF root FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
`;

/** Returns the relations of a new database after `sql`, by name. */
const relationsAfter = (major: Major, sql: string | string[]): Promise<Map<string, Relation>> =>
  withDatabase({ major, sql: [OWNERS, sql].flat() }, async (database) => {
    const { relations } = await database.look();
    return new Map(relations.map((relation) => [relation.name, relation]));
  });

test.each(MAJORS)(
  "Postgres %i: every kind of relation is told apart, and nothing else is one",
  async (major) => {
    const seen = await relationsAfter(major, KINDS);
    expect(Object.fromEntries([...seen].map(([name, { kind }]) => [name, kind]))).toEqual({
      ...{ plain: "r", keyless: "r", columnless: "r", scratch: "r", looking: "v", kept: "m", far: "f" },
      ...{ parent_a: "r", parent_b: "r", child: "r", computed: "r", secured: "r", forced: "r" },
      ...{ full_identity: "r", no_identity: "r", index_identity: "r" },
    });
    expect(seen.get("scratch")).toMatchObject({ persistence: "unlogged" });
    expect(seen.get("plain")).toMatchObject({
      persistence: "permanent",
      hasPrimaryKey: true,
      replicaIdentity: "d",
    });
    expect(seen.get("keyless")).toMatchObject({ hasPrimaryKey: false });
    expect(seen.get("columnless")).toMatchObject({ hasPrimaryKey: false, generatedStored: [] });
    expect(seen.get("computed")).toMatchObject({ generatedStored: ["twice"], generatedVirtual: [] });
    expect(seen.get("secured")).toMatchObject({ rowSecurity: true, forceRowSecurity: false });
    expect(seen.get("forced")).toMatchObject({ rowSecurity: true, forceRowSecurity: true });
    expect(seen.get("full_identity")).toMatchObject({ replicaIdentity: "f" });
    expect(seen.get("no_identity")).toMatchObject({ replicaIdentity: "n" });
    expect(seen.get("index_identity")).toMatchObject({ replicaIdentity: "i" });
    expect(seen.get("child")).toMatchObject({
      isPartition: false,
      parents: [seen.get("parent_a")?.oid, seen.get("parent_b")?.oid],
    });
  },
);

test.each(MAJORS)("Postgres %i: a partition tree of three levels keeps its shape", async (major) => {
  const seen = await relationsAfter(major, TREE);
  const parentOf = (name: string) => seen.get(name)?.parents;
  expect(seen.get("root")).toMatchObject({ kind: "p", isPartition: false, parents: [], hasPrimaryKey: true });
  expect(seen.get("year")).toMatchObject({ kind: "p", isPartition: true });
  expect(parentOf("year")).toEqual([seen.get("root")?.oid]);
  expect(parentOf("month")).toEqual([seen.get("year")?.oid]);
  const leaves = leavesIn({ relations: [...seen.values()] });
  const root = seen.get("root");
  expect(
    root &&
      leaves(root)
        .map(({ name }) => name)
        .sort(),
  ).toEqual(["month", "other_year"]);
});

test.each(MAJORS)(
  "Postgres %i: rights are those that Electric's role has without SET ROLE",
  async (major) => {
    const seen = await relationsAfter(major, [
      `GRANT app TO electric; CREATE ROLE stranger;
     CREATE TABLE own (); ALTER TABLE own OWNER TO electric;
     CREATE TABLE inherited (); ALTER TABLE inherited OWNER TO app;
     CREATE TABLE foreign_owned (); ALTER TABLE foreign_owned OWNER TO stranger;
     CREATE TABLE readable (); ALTER TABLE readable OWNER TO stranger; GRANT SELECT ON readable TO PUBLIC;`,
    ]);
    expect(seen.get("own")).toMatchObject({ owner: "electric", ownerRights: true, select: true });
    expect(seen.get("inherited")).toMatchObject({ owner: "app", ownerRights: true, select: true });
    expect(seen.get("foreign_owned")).toMatchObject({ owner: "stranger", ownerRights: false, select: false });
    expect(seen.get("readable")).toMatchObject({ ownerRights: false, select: true });
  },
);

test("rights are null while Electric's role does not exist", async () => {
  await withDatabase({ sql: "CREATE TABLE t ()" }, async (database) => {
    const { role, relations, schemas } = await database.look();
    expect(role).toBeNull();
    expect(relations).toMatchObject([{ ownerRights: null, select: null }]);
    expect(schemas).toMatchObject([{ name: "public", usage: null }]);
  });
});

test("Postgres 18: virtual generated columns are told from stored ones", async () => {
  const seen = await relationsAfter(
    18,
    `CREATE TABLE both_kinds (id int, s int GENERATED ALWAYS AS (id) STORED, v int GENERATED ALWAYS AS (id) VIRTUAL)`,
  );
  expect(seen.get("both_kinds")).toMatchObject({ generatedStored: ["s"], generatedVirtual: ["v"] });
});

test.each(MAJORS)("Postgres %i: a table is published when Electric's publication names it", async (major) => {
  const seen = await relationsAfter(major, [
    `CREATE TABLE named (id int); CREATE TABLE elsewhere (id int); CREATE TABLE nowhere (id int);
     CREATE PUBLICATION electric_publication_default FOR TABLE named;
     CREATE PUBLICATION another FOR TABLE elsewhere, named;`,
  ]);
  expect(seen.get("named")?.published).toEqual({ filter: null, columns: null });
  expect(seen.get("elsewhere")?.published).toBeNull();
  expect(seen.get("nowhere")?.published).toBeNull();
});

test.each([15, 16, 17, 18] as const)(
  "Postgres %i: row filters, column lists and whole schemas are read",
  async (major) => {
    const sql = `
      CREATE SCHEMA whole; CREATE TABLE filtered (id int, "a ""b" text, c text); CREATE TABLE plain (id int);
      CREATE PUBLICATION electric_publication_default FOR TABLE filtered (id, "a ""b") WHERE (id > 5), plain`;
    await withDatabase({ major, sql }, async (database) => {
      const { relations } = await database.look();
      const published = new Map(relations.map(({ name, published }) => [name, published]));
      expect(published.get("filtered")).toEqual({ filter: "(id > 5)", columns: ["id", 'a "b'] });
      expect(published.get("plain")).toEqual({ filter: null, columns: null });
      await database.admin.query(
        "DROP PUBLICATION electric_publication_default; CREATE PUBLICATION electric_publication_default FOR TABLES IN SCHEMA whole, public",
      );
      expect((await database.look()).publication).toMatchObject({
        schemas: ["public", "whole"],
        allTables: false,
      });
    });
  },
);

test("figures are those of the statistics: rows, bytes, updates and deletes", async () => {
  await withDatabase(
    { sql: "CREATE TABLE t (id int PRIMARY KEY, v int); CREATE TABLE unknown_size (id int)" },
    async (database) => {
      await database.admin.query("INSERT INTO t SELECT g, 0 FROM generate_series(1, 1000) g");
      await database.admin.query("UPDATE t SET v = 1 WHERE id <= 10");
      await database.admin.query("DELETE FROM t WHERE id <= 3");
      await database.admin.query("VACUUM ANALYZE t");
      await database.admin.query("SELECT pg_stat_force_next_flush()");
      const { relations } = await database.look();
      const [t, unknownSize] = relations;
      expect(t).toMatchObject({ name: "t", rows: 997, updates: 10, deletes: 3 });
      expect(t?.bytes).toBeGreaterThan(8191);
      expect(unknownSize).toMatchObject({ rows: null, bytes: 0, updates: 0 });
    },
  );
});
