import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase, type Fault, type FaultyDatabase } from "./faults/harness";
import { survey } from "./survey";

async function rightsOf({ login }: FaultyDatabase, fault: Fault) {
  const seen = await survey(login, targetSchema.parse(fault.target ?? {}));
  if (seen.rights === null) throw new Error(JSON.stringify(seen.snapshot.connection.failure));
  return seen;
}

const surveyed = (fault: Fault) => withDatabase(fault, (database) => rightsOf(database, fault));

describe.each(MAJORS)("on Postgres %i", (major) => {
  test("memberships come with what they give", async () => {
    const modern = major >= 16;
    const { rights } = await surveyed({
      major,
      sql: `CREATE ROLE app; CREATE ROLE lead; CREATE ROLE electric LOGIN REPLICATION;
            GRANT app TO lead WITH ADMIN OPTION;
            GRANT app TO electric${modern ? " WITH INHERIT FALSE, SET TRUE" : ""};`,
    });
    expect(rights.admin).toBe("postgres");
    expect(rights.memberships.filter(({ role }) => role === "app")).toEqual([
      { role: "app", member: "electric", grantor: "postgres", admin: false, inherit: !modern, set: true },
      { role: "app", member: "lead", grantor: "postgres", admin: true, inherit: true, set: true },
    ]);
  });

  test("access lists of tables, columns, sequences, schema and database are exact, and absent where none was written", async () => {
    const { rights, snapshot } = await surveyed({
      major,
      sql: `CREATE ROLE app; CREATE ROLE reader; CREATE ROLE "od""d \\ 🚀";
            CREATE TABLE plain (id int);
            CREATE TABLE items (id serial PRIMARY KEY, n bigint GENERATED ALWAYS AS IDENTITY, v text);
            ALTER TABLE items OWNER TO app;
            GRANT SELECT ON items TO reader WITH GRANT OPTION; GRANT UPDATE ON items TO PUBLIC;
            GRANT SELECT (v) ON items TO "od""d \\ 🚀";
            GRANT USAGE ON SEQUENCE items_id_seq TO reader;
            GRANT USAGE ON SCHEMA public TO reader;`,
    });
    const oid = (name: string) => snapshot.reached && snapshot.relations.find((r) => r.name === name)?.oid;
    const of = (name: string) => rights.tables.find((table) => table.oid === oid(name));
    expect(of("plain")?.acl).toBeNull();
    const items = of("items")?.acl ?? [];
    expect(items.find(({ grantee }) => grantee === "reader")).toEqual({
      grantee: "reader",
      grantor: "app",
      privileges: ["SELECT"],
      grantable: ["SELECT"],
    });
    expect(items.find(({ grantee }) => grantee === null)?.privileges).toEqual(["UPDATE"]);
    expect(of("items")?.columns).toEqual([
      {
        name: "v",
        acl: [{ grantee: 'od"d \\ 🚀', grantor: "app", privileges: ["SELECT"], grantable: [] }],
      },
    ]);
    expect(rights.sequences.map(({ name, owner, table }) => [name, owner, table])).toEqual([
      ["items_id_seq", "app", oid("items")],
      ["items_n_seq", "app", oid("items")],
    ]);
    expect(rights.schemas.map(({ name }) => name)).toEqual(["public"]);
    expect(rights.schemas[0]?.acl?.some(({ grantee }) => grantee === "reader")).toBe(true);
    expect(rights.database.acl).toBeNull();
  });

  test("partitions in another schema, views, policies, rules and identity indexes are seen", async () => {
    const { rights, snapshot } = await surveyed({
      major,
      sql: `CREATE SCHEMA parts;
            CREATE TABLE root (id int NOT NULL, v text) PARTITION BY RANGE (id);
            CREATE TABLE parts.leaf PARTITION OF root FOR VALUES FROM (0) TO (9);
            CREATE TABLE log (id int NOT NULL); CREATE UNIQUE INDEX log_id ON log (id);
            ALTER TABLE log REPLICA IDENTITY USING INDEX log_id;
            CREATE RULE quiet AS ON DELETE TO log DO INSTEAD NOTHING;
            ALTER TABLE log ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON log USING (true);
            CREATE VIEW seen AS SELECT * FROM log; CREATE MATERIALIZED VIEW kept AS SELECT * FROM root;
            CREATE PUBLICATION other FOR TABLE log;`,
    });
    const oid = (name: string) =>
      (snapshot.reached ? snapshot.relations.find((r) => r.name === name)?.oid : undefined) ?? -1;
    expect(rights.tables.map((table) => table.oid)).toContain(oid("leaf"));
    expect(rights.tables.find((table) => table.oid === oid("log"))).toMatchObject({
      identityIndex: "log_id",
      rules: ["quiet"],
      policies: ["own"],
      alsoIn: [{ name: "other", columnList: false }],
    });
    expect(rights.dependents.map(({ kind, name, tables }) => [kind, name, tables])).toEqual([
      ["materialized view", "kept", [oid("root")]],
      ["view", "seen", [oid("log")]],
    ]);
  });

  test("an ordinary role sees as much", async () => {
    const fault: Fault = {
      major,
      visitor: "app",
      sql: `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; CREATE TABLE t (id int);
            ALTER TABLE t OWNER TO electric; ALTER ROLE electric SET lock_timeout = '1s';
            ALTER ROLE electric SET log_statement = 'all';
            CREATE TABLE u (id serial); ALTER TABLE u OWNER TO electric; CREATE SEQUENCE free OWNED BY NONE;
            ALTER SEQUENCE free OWNER TO electric; CREATE PUBLICATION another; ALTER PUBLICATION another OWNER TO electric;`,
    };
    const { rights } = await surveyed(fault);
    expect(rights.admin).toBe("app");
    expect(rights.tables).toHaveLength(2);
    expect(rights.roleSettings).toEqual([
      { database: null, name: "lock_timeout", value: "1s", mayReset: true },
      { database: null, name: "log_statement", value: "all", mayReset: false },
    ]);
    expect(rights.owned).toEqual([
      { type: "publication", identity: "another" },
      { type: "sequence", identity: "public.free" },
    ]);
    expect(rights.sessions).toBe(0);
    expect(rights.dependsIn).toEqual([]);
  });
});
