import { expect, test } from "vitest";
import { forEachTable, STATEMENTS_LISTED } from "./statements";

const tables = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    schema: i % 2 ? "public" : "it's",
    name: `t${i}`,
    owner: "app",
  }));

test("few tables are one statement each, with names and owners quoted", () => {
  const sql = forEachTable(
    [{ schema: "My.App", name: 'a"b', owner: "Boss" }],
    (table, owner) => `GRANT SELECT ON ${table} TO ${owner}`,
    "true",
  );
  expect(sql).toBe('GRANT SELECT ON "My.App"."a""b" TO "Boss";');
});

test("the last number that is listed is fifty", () => {
  expect(
    forEachTable(tables(STATEMENTS_LISTED), (table) => `LOCK ${table}`, "true").split("\n"),
  ).toHaveLength(50);
  expect(forEachTable(tables(STATEMENTS_LISTED + 1), (table) => `LOCK ${table}`, "true")).toContain(
    "\\gexec",
  );
});

test("many tables are a query whose format keeps every name and every percent sign", () => {
  const sql = forEachTable(
    tables(10_000),
    (table, owner) => `ALTER TABLE ${table} OWNER TO "100%"; GRANT SELECT ON ${table} TO ${owner}`,
    "c.relkind = 'r'",
  );
  expect(sql.split("\n").slice(1)).toEqual([
    `SELECT format('ALTER TABLE %1$I.%2$I OWNER TO "100%%"; GRANT SELECT ON %1$I.%2$I TO %3$I', n.nspname, c.relname, pg_get_userbyid(c.relowner))`,
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    "WHERE n.nspname IN ('it''s', 'public') AND c.relkind = 'r'",
    "ORDER BY n.nspname, c.relname \\gexec",
  ]);
});
