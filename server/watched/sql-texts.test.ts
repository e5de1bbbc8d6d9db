import { loadModule } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import { statementsOf, type SqlStatement } from "./testing/sql-names";
import { sqlTexts } from "./testing/sql-texts";

let texts: { name: string; statements: SqlStatement[] }[];
beforeAll(async () => {
  await loadModule();
  texts = (await sqlTexts()).map(({ name, sql }) => ({ name, statements: statementsOf(sql) }));
});

const fixesPath = ({ kind, node }: SqlStatement): boolean =>
  kind === "VariableSetStmt" && node.name === "search_path";

/** Kinds of statements that look no name up, whatever stands in them. */
const NAMELESS: ReadonlySet<string> = new Set(["TransactionStmt", "VariableSetStmt"]);

/** Returns the names of a statement that the search path decides. */
const unqualified = (statements: readonly SqlStatement[]): string[] =>
  statements.flatMap(({ names }) =>
    names.filter(({ qualified }) => !qualified).map(({ kind, name }) => `${kind} ${name}`),
  );

const guards = () =>
  texts.filter(({ statements }) => statements.some(({ node }) => node.kind === "TRANS_STMT_BEGIN"));

describe("the walk over SQL", () => {
  test.each([
    ["SELECT 'a'::text = b", ["operator =", "type text"]],
    ["SELECT a OPERATOR(pg_catalog.=) b::pg_catalog.text", []],
    ["SELECT '{}'::json, '{}'::pg_catalog.json, 1::int, true::boolean", ["type json"]],
    [
      "SELECT count(*), pg_catalog.now() FROM pg_class c JOIN pg_catalog.pg_am a USING (oid)",
      ["function count", "operator =", "relation pg_class"],
    ],
    ["SELECT CASE a WHEN 1 THEN 2 END, nullif(a, 1), a IN (1), a LIKE 'x'", ["operator =", "operator ~~"]],
    [
      "SELECT a IN (SELECT 1), b > ALL (SELECT 1) ORDER BY c USING <",
      ["operator <", "operator =", "operator >"],
    ],
    ["WITH own AS (SELECT 1) SELECT FROM own, x.own, pg_catalog.own", ["relation x.own"]],
    ["SELECT * FROM pg_catalog.json_to_recordset('[]') AS w (name text, at pg_catalog.int8)", ["type text"]],
    ["SELECT a::text[], a AT TIME ZONE 'UTC', extract(epoch FROM a), coalesce(a, b)", ["type text"]],
  ])("finds what %s looks up", (sql, names) => {
    expect([...new Set(unqualified(statementsOf(sql)))].sort()).toEqual(names);
  });

  test("reads every text, and knows what they look up", () => {
    expect(texts.length).toBeGreaterThan(80);
    const names = texts.flatMap(({ statements }) => statements.flatMap((statement) => statement.names));
    expect(new Set(names.map(({ kind, name }) => `${kind} ${name}`)).size).toBeGreaterThan(100);
  });
});

/*
 * Whatever else is sent to a watched database comes behind one of these in the same transaction (only-guarded.test.ts), so
 * that no other text is read under a search path of the database's owner.
 */
describe("a guard", () => {
  test("opens each kind of transaction", () => {
    expect(
      guards()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["openRead", "openRun", "openSnapshot"]);
  });

  test("fixes the search path in its second statement, and the first looks nothing up", () => {
    for (const { statements } of guards()) {
      expect(statements[0]?.node.kind).toBe("TRANS_STMT_BEGIN");
      expect(statements.findIndex(fixesPath)).toBe(1);
    }
  });

  test("is qualified throughout: what it looks up is in pg_catalog under any search path", () => {
    const wrong = guards().map(({ name, statements }) => [name, unqualified(statements)] as const);
    expect(wrong.filter(([, found]) => found.length > 0)).toEqual([]);
    const looking = guards().flatMap(({ statements }) =>
      statements.filter(({ kind }) => !NAMELESS.has(kind)),
    );
    expect(looking.length).toBeGreaterThan(2);
  });

  test("sets nothing for longer than its transaction", () => {
    const set = guards().flatMap(({ statements }) =>
      statements.filter(({ kind }) => kind === "VariableSetStmt"),
    );
    expect(set.filter(({ node }) => node.is_local !== true)).toEqual([]);
  });
});

test("every search path of ours is pg_catalog, the temporary schema last", () => {
  const paths = texts.flatMap(({ statements }) => statements.filter(fixesPath));
  expect(paths.length).toBeGreaterThan(3);
  for (const { node } of paths)
    expect(JSON.stringify(node.args).match(/"sval":"\w+"/g)).toEqual([
      '"sval":"pg_catalog"',
      '"sval":"pg_temp"',
    ]);
});

/** Statements of a rehearsal: they stay within the transaction. */
const SAVEPOINTS: ReadonlySet<string> = new Set([
  "TRANS_STMT_SAVEPOINT",
  "TRANS_STMT_RELEASE",
  "TRANS_STMT_ROLLBACK_TO",
]);

test("no text ends a transaction or sets a search path beside the guards and what ends them", () => {
  const others = texts.filter(
    ({ name }) => !/^(open(Read|Snapshot|Run)|COMMIT|ROLLBACK|SEARCH_PATH)$/.test(name),
  );
  const ends = ({ kind, node }: SqlStatement): boolean =>
    kind === "TransactionStmt" && !SAVEPOINTS.has(String(node.kind));
  const wrong = others.filter(({ statements }) =>
    statements.some((statement) => ends(statement) || fixesPath(statement)),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
