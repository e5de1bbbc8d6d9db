import { type Client, DatabaseError } from "pg";
import { describe, expect, test } from "vitest";
import { quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { runWay } from "../../watched/faults/ways";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

/** Tables of every shape, and publications of others of every kind; each name says what it is. */
const TABLES = `
  CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; GRANT app TO electric; GRANT CREATE ON SCHEMA public TO app;
  CREATE SCHEMA whole AUTHORIZATION app;
  SET ROLE app;
  CREATE TABLE plain (id int PRIMARY KEY, a text, b text);
  CREATE TABLE listed (id int PRIMARY KEY, a text, b text);
  CREATE TABLE every_column (id int PRIMARY KEY, a text);
  CREATE TABLE inserts_only (id int PRIMARY KEY, a text, b text);
  CREATE TABLE filtered (id int PRIMARY KEY, a text, b text);
  CREATE TABLE "It's ""odd"" % \\" (id int PRIMARY KEY, a text, b text);
  CREATE TABLE computed (id int PRIMARY KEY, a text, g int GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE whole.computed (id int PRIMARY KEY, a text, g int GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE carried (id int PRIMARY KEY, a text, g int GENERATED ALWAYS AS (id * 2) STORED);`;
const tree = (name: string) => `
  CREATE TABLE ${name} (id int PRIMARY KEY, a text, b text) PARTITION BY RANGE (id);
  CREATE TABLE ${name}_mid PARTITION OF ${name} FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
  CREATE TABLE ${name}_leaf PARTITION OF ${name}_mid FOR VALUES FROM (0) TO (50);`;
const TREES = ["tree", "by_root", "by_leaf", "by_both", "by_none"];
const LISTS = `
  CREATE PUBLICATION zz FOR TABLE listed (id, a), "It's ""odd"" % \\" (id);
  CREATE PUBLICATION all_columns FOR TABLE every_column (id, a);
  CREATE PUBLICATION inserts FOR TABLE inserts_only (id, a) WITH (publish = 'insert');
  CREATE PUBLICATION filters FOR TABLE filtered WHERE (id > 5), plain;
  CREATE PUBLICATION via_root FOR TABLE by_root (id, a) WITH (publish_via_partition_root = true);
  CREATE PUBLICATION at_leaf FOR TABLE by_leaf_leaf (id, a);
  CREATE PUBLICATION at_both FOR TABLE by_both, by_both_leaf (id, a) WITH (publish_via_partition_root = true);
  CREATE PUBLICATION without_root FOR TABLE by_none WITH (publish_via_partition_root = false);
  CREATE PUBLICATION schemas FOR TABLES IN SCHEMA whole;`;
const PLAIN_14 = `CREATE PUBLICATION zz FOR TABLE listed; CREATE PUBLICATION via_root FOR TABLE by_root WITH (publish_via_partition_root = true);`;
const EVERYTHING_18 = `
  CREATE PUBLICATION some_computed FOR TABLE computed;
  CREATE PUBLICATION carries FOR TABLE carried WITH (publish_generated_columns = stored);`;
const others = (major: number): string =>
  [major >= 15 ? LISTS : PLAIN_14, major >= 18 ? EVERYTHING_18 : ""].join("\n");

/** Does in a transaction what Electric does to a table, then what the application does, and returns whether Postgres refused that. */
async function refusesWrites(admin: Client, leaf: Relation): Promise<boolean> {
  const name = quoteRelation(leaf);
  await admin.query("BEGIN");
  try {
    await admin.query(`ALTER TABLE ${name} REPLICA IDENTITY FULL`);
    await admin.query("SET LOCAL ROLE app");
    await admin.query(`UPDATE ${name} SET a = 'b' WHERE id = 1`);
    await admin.query(`DELETE FROM ${name} WHERE id = 1`);
    return false;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "42P10") return true;
    throw error;
  } finally {
    await admin.query("ROLLBACK");
  }
}

const target = targetSchema.parse({
  strategy: "member",
  environment: "development",
  scope: { kind: "schemas", schemas: ["public", "whole"] },
});
const isLeaf = ({ kind }: Relation): boolean => kind === "r";

/** Returns the names of tables that Postgres refuses writes of once they are FULL, as tried. */
async function tried({ admin, look }: FaultyDatabase): Promise<string[]> {
  const { relations } = await look(target);
  const refusing: string[] = [];
  for (const leaf of relations.filter(isLeaf))
    if (await refusesWrites(admin, leaf)) refusing.push(quoteRelation(leaf));
  return refusing;
}

describe.each(versionsFor("turns"))("beside publications of others on Postgres %i", (major) => {
  const sql = [TABLES, ...TREES.map(tree), "RESET ROLE", others(major)];

  test("the tables that are said to refuse writes with FULL are those that do, and a plan leaves them as they are", () =>
    withDatabase({ major, sql, target }, async (database) => {
      const refusing = await tried(database);
      const { relations } = await database.look(target);
      const said = relations.filter((one) => isLeaf(one) && one.fullRefusedBy.length > 0).map(quoteRelation);
      expect(said).toEqual(refusing);
      const expected = major < 15 ? 0 : major < 18 ? 5 : 7;
      expect(refusing).toHaveLength(expected);
      const finding = await database.findingOf("publication.others", target);
      expect(finding.status).toBe(expected === 0 ? "pass" : "fail");
      expect(finding.objects).toHaveLength(expected);
      const blind = await database.look(target, "app");
      expect(blind.relations.map(({ fullRefusedBy }) => fullRefusedBy)).toEqual(
        relations.map(({ fullRefusedBy }) => fullRefusedBy),
      );

      const wanted = { kind: "ready" } as const;
      const planned = await planOn(database.login, target, wanted, {});
      if ("connection" in planned) throw new Error("no session");
      const ended = await runPlan({
        login: database.login,
        recipe: repairing(target, wanted, {}),
        fingerprint: planned.fingerprint,
        dry: false,
      });
      expect(ended.state, ended.says).toBe("applied");
      const after = (await database.look(target)).relations.filter(isLeaf);
      expect(after.filter(({ replicaIdentity }) => replicaIdentity !== "f").map(quoteRelation)).toEqual(
        refusing,
      );
      // The application writes on, to every table as it is.
      await database.admin.query("SET ROLE app");
      for (const leaf of after) await database.admin.query(`UPDATE ${quoteRelation(leaf)} SET a = 'c'`);
    }));
});

test("each statement that is offered lets the application write with FULL set", () =>
  withDatabase(
    { major: 18, sql: [TABLES, ...TREES.map(tree), "RESET ROLE", others(18)], target },
    async (database) => {
      const { ways } = await database.findingOf("publication.others", target);
      for (const { sql } of ways) if (sql !== undefined) await runWay(database.admin, sql);
      expect((await database.findingOf("publication.others", target)).status).toBe("pass");
      expect(await tried(database)).toEqual([]);
    },
  ));

test("a publication of all tables refuses stored generated columns on 18", () =>
  withDatabase(
    { major: 18, sql: [TABLES, "RESET ROLE", "CREATE PUBLICATION zz3 FOR ALL TABLES"], target },
    async (database) => {
      expect(await tried(database)).toHaveLength(3);
      expect((await database.findingOf("publication.others", target)).objects).toHaveLength(3);
    },
  ));
