import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase } from "./faults/harness";
import { survey } from "./survey";

/** A subscription that is never enabled opens no connection. */
const SUBSCRIBED = (major: number, name: string, runsAsItself: boolean) =>
  `CREATE SUBSCRIPTION ${name} CONNECTION 'host=127.0.0.1 port=1 dbname=nobody' PUBLICATION none
     WITH (connect = false, enabled = false, slot_name = NONE${major >= 16 ? `, run_as_owner = ${runsAsItself}` : ""});`;

describe.each(MAJORS)("what Postgres does as a table's owner, on Postgres %i", (major) => {
  test("is seen by an ordinary role, and nothing of other tables", () =>
    withDatabase(
      {
        major,
        sql: `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE looker LOGIN;
          GRANT CREATE ON SCHEMA public TO app; CREATE SCHEMA elsewhere AUTHORIZATION app; SET ROLE app;
          CREATE FUNCTION shut(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
          REVOKE EXECUTE ON FUNCTION shut(text) FROM PUBLIC;
          CREATE FUNCTION granted(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
          REVOKE EXECUTE ON FUNCTION granted(text) FROM PUBLIC; GRANT EXECUTE ON FUNCTION granted(text) TO electric;
          CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
          CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN new; END';
          CREATE TABLE parents (id int PRIMARY KEY);
          CREATE TABLE items (id int PRIMARY KEY, p int REFERENCES parents ON DELETE SET NULL, v text CHECK (shut(v) <> 'z'),
            d text DEFAULT shut('d'), g text GENERATED ALWAYS AS (shut(v)) STORED);
          CREATE INDEX ON items (granted(v)); CREATE INDEX ON items (lower(v)) WHERE shut(v) = 'a';
          CREATE TABLE plain (id int PRIMARY KEY, v text CHECK (shut(v) <> 'z'));
          CREATE TABLE elsewhere.items (v text); CREATE INDEX ON elsewhere.items (shut(v));
          CREATE TRIGGER noting BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION note();
          CREATE TRIGGER owning BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION own();
          CREATE TRIGGER off BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION note(); ALTER TABLE items DISABLE TRIGGER off;
          CREATE TRIGGER new BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION note();
          CREATE TRIGGER replica AFTER INSERT ON plain FOR EACH ROW EXECUTE FUNCTION note();
          ALTER TABLE plain ENABLE ALWAYS TRIGGER replica; RESET ROLE;`,
      },
      async ({ admin, login }) => {
        await admin.query(SUBSCRIBED(major, "feed", false));
        await admin.query(SUBSCRIBED(major, "itself", true));
        const put = `INSERT INTO pg_subscription_rel SELECT s.oid, c.oid, 'r', NULL FROM pg_subscription s, pg_class c
          WHERE c.relname = 'plain' AND s.subname IN ('feed', 'itself')`;
        await admin.query("SET allow_system_table_mods = on");
        await admin.query(put);
        try {
          const seen = await survey({ ...login, user: "looker" }, targetSchema.parse({}));
          if (seen.rights === null) throw new Error(JSON.stringify(seen.snapshot.connection.failure));
          const oid = (name: string) =>
            seen.snapshot.relations.find((one) => one.schema === "public" && one.name === name)?.oid;
          const { subscriptions, functions, triggers, keys } = seen.rights.ownerWork;
          const writes = major >= 16;
          expect(subscriptions).toEqual(
            writes ? [{ name: "feed", owner: "postgres", tables: [oid("plain")] }] : [],
          );
          expect(functions).toEqual([
            {
              schema: "public",
              name: "shut",
              arguments: [{ schema: "pg_catalog", name: "text" }],
              tables: [oid("items"), ...(writes ? [oid("plain")] : [])].sort(),
              uses: ["analyze", "writes"],
            },
          ]);
          expect(triggers.map(({ name, by }) => [name, by])).toEqual([
            ["noting", "foreign key"],
            ...(writes ? [["replica", "subscription"]] : []),
          ]);
          expect(keys).toEqual([]);
        } finally {
          await admin.query("DROP SUBSCRIPTION feed");
          await admin.query("DROP SUBSCRIPTION itself");
        }
      },
    ));
});
