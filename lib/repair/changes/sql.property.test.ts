import { inverse, sqlOf } from "./operations";
import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import { aChange } from "./fixture";
import { changeSchema, type Change, type ChangeKind } from "./schema";

beforeAll(() => loadModule());

/** Names of Postgres' own parser for the statements of each kind. */
const KINDS: Record<ChangeKind, readonly string[]> = {
  role: ["CreateRoleStmt", "AlterRoleStmt", "DropRoleStmt"],
  password: ["AlterRoleStmt"],
  "role setting": ["AlterRoleSetStmt"],
  membership: ["GrantRoleStmt"],
  privileges: ["GrantStmt"],
  "default privileges": ["AlterDefaultPrivilegesStmt"],
  "table owner": ["AlterTableStmt"],
  "replica identity": ["AlterTableStmt"],
  publication: ["CreatePublicationStmt", "AlterPublicationStmt", "DropStmt"],
  "publication owner": ["AlterOwnerStmt"],
  published: ["AlterPublicationStmt"],
  "published schema": ["AlterPublicationStmt"],
  "database limit": ["AlterDatabaseStmt"],
  slot: ["SelectStmt"],
  "system setting": ["AlterSystemStmt"],
};

/** The names that a change's statement has to hold, and no others. */
function namesOf(change: Change): (string | null)[] {
  switch (change.kind) {
    case "role":
    case "password":
      return [change.role];
    case "role setting":
      return [change.role, change.database, change.name];
    case "membership":
      return [change.role, change.member];
    case "privileges":
      return [
        change.grantee,
        change.on.name,
        ...("schema" in change.on ? [change.on.schema] : []),
        ...("arguments" in change.on
          ? change.on.arguments.flatMap(({ schema, name }) => [schema, name])
          : []),
        ...(change.column === null ? [] : change.privileges.map(() => change.column)),
      ];
    case "default privileges":
      return [change.creator, change.schema, change.grantee];
    case "table owner":
      return [change.table.schema, change.table.name, change.to];
    case "replica identity":
      return [
        change.table.schema,
        change.table.name,
        ...(typeof change.to === "string" ? [] : [change.to.index]),
      ];
    case "publication":
      return [change.publication];
    case "publication owner":
      return [change.publication, change.to];
    case "published":
      return [
        change.publication,
        change.table.schema,
        change.table.name,
        ...(change.to?.columns ?? []),
        ...(change.to?.filter === null || change.to === null ? [] : ["id", ">"]),
      ];
    case "published schema":
      return [change.publication, change.schema];
    case "database limit":
      return [change.database];
    case "slot":
      return [];
    case "system setting":
      return [change.name];
  }
}

/** Keys of the parser's tree that hold a name; the rest is flags, places and values. */
const NAME_KEYS = new Set([
  "role",
  "rolename",
  "database",
  "name",
  "schemaname",
  "relname",
  "pubname",
  "dbname",
]);

function found(node: unknown, key = ""): string[] {
  if (typeof node === "string") return NAME_KEYS.has(key) || key === "sval" ? [node] : [];
  if (Array.isArray(node)) return node.flatMap((part) => found(part, key));
  if (typeof node !== "object" || node === null) return [];
  const entries = Object.entries(node).filter(
    // Values of options and settings are no names; a privilege that is one is a role that is granted.
    ([part]) => part !== "A_Const" && part !== "defname",
  );
  if ("DefElem" in node) return found(Object(node.DefElem).arg?.List ?? null);
  if ("AccessPriv" in node) {
    const { priv_name, cols } = Object(node.AccessPriv);
    return [...(WORDS.has(priv_name) ? [] : [priv_name]), ...found(cols ?? null)];
  }
  if ("FuncCall" in node) return [];
  // The same arguments stand in objfuncargs once more.
  if ("ObjectWithArgs" in node) {
    const { objname, objargs } = Object(node.ObjectWithArgs);
    return [...found(objname ?? null), ...found(objargs ?? null)];
  }
  return entries.flatMap(([part, value]) => found(value, part));
}
const WORDS = new Set(["select", "insert", "update", "references", "execute"]);
const sorted = (names: readonly (string | null)[]): string[] =>
  names.filter((name): name is string => name !== null).toSorted();

const VERSIONS = [140_023, 150_018, 160_014, 170_010, 180_004];

describe.each(Object.keys(aChange))("the statement of a change of kind %s", (kind) => {
  const changes =
    aChange[changeSchema.options.find((o) => o.shape.kind.value === kind)?.shape.kind.value ?? "role"];

  test("is for Postgres' own parser one statement of its kind, with exactly its names", () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...VERSIONS), (change, version) => {
        const { stmts = [] } = parseSync(sqlOf(change, version));
        expect(stmts).toHaveLength(1);
        const [kindOf = ""] = Object.keys(stmts[0]?.stmt ?? {});
        expect(KINDS[change.kind]).toContain(kindOf);
        const names = namesOf(change);
        const by = change.kind === "membership" && version >= 160_000 ? [change.grantor] : [];
        // The privileges of the fixture are no names of roles, unless a role is called like one.
        expect(sorted(found(stmts[0]?.stmt)).filter((name) => !WORDS.has(name))).toEqual(
          sorted([...names, ...by]).filter((name) => !WORDS.has(name)),
        );
      }),
      { numRuns: 150 },
    );
  });

  test("has an undo that parses too and leads back, except for a password and a slot that was dropped", () => {
    fc.assert(
      fc.property(changes, (change) => {
        const back = inverse(change);
        if (change.kind === "password" || (change.kind === "slot" && change.to === null)) {
          expect(back).toBeNull();
          return;
        }
        if (back === null) throw new Error("no undo");
        expect(parseSync(sqlOf(back, 180_004)).stmts).toHaveLength(1);
        const again = inverse(back);
        if (change.kind === "slot" && change.from === null) {
          expect(again).toBeNull();
          return;
        }
        expect(again && sqlOf(again, 170_010)).toBe(
          sqlOf(
            {
              ...change,
              ...("verifier" in change ? { verifier: null } : {}),
              ...("grantor" in change ? { grantor: null } : {}),
            },
            170_010,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Texts that break out of SQL in any place without quotes, or are quoted wrongly. */
const hostile = fc.constantFrom(
  "x; DROP TABLE orders; --",
  "SELECT ON TABLE orders TO mallory; DROP TABLE orders; --",
  "true); DROP TABLE orders; --",
  "true) WITH (publish = 'insert'); --",
  "'; DROP TABLE orders; --",
  "\\'; DROP TABLE orders; --",
  '"; DROP TABLE orders; --',
  "ALL PRIVILEGES",
  "pg_write_all_data",
  "select",
  "1) OR (1 = 1",
  "$$; DROP TABLE orders; $$",
  "a\0b",
  "x".repeat(64),
  "",
);

/** The kinds of the statements in a text; null where it is none. */
function statementsOf(sql: string): string[] | null {
  try {
    return (parseSync(sql).stmts ?? []).map(({ stmt }) => Object.keys(stmt ?? {})[0] ?? "");
  } catch {
    return null;
  }
}

/** Returns the places of texts in a value of JSON. */
const textsIn = (value: unknown, at: string[] = []): string[][] =>
  typeof value === "string"
    ? [at]
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, part]) => textsIn(part, [...at, key]))
      : [];

/** The same value with another text in one place. */
const withText = (value: unknown, [key, ...rest]: readonly string[], text: string): unknown =>
  key === undefined
    ? text
    : Array.isArray(value)
      ? value.map((part, at) => (String(at) === key ? withText(part, rest, text) : part))
      : { ...Object(value), [key]: withText(Object(value)[key], rest, text) };

test("a change of which somebody forged any text is refused, or is still one statement of its kind", () => {
  let [refused, made] = [0, 0];
  fc.assert(
    fc.property(fc.oneof(...Object.values(aChange)), fc.nat(), hostile, (change, place, text) => {
      const places = textsIn(change);
      const forged = withText(change, places[place % places.length] ?? [], text);
      const { data } = changeSchema.safeParse(forged);
      if (data === undefined) {
        refused += 1;
        return;
      }
      const back = inverse(data);
      for (const each of back === null ? [data] : [data, back]) {
        const stmts = statementsOf(sqlOf(each, 180_004));
        // A filter may be no SQL at all, which Postgres refuses; every other text is quoted.
        if (stmts === null) expect(each.kind).toBe("published");
        else expect(stmts.map((kind) => KINDS[each.kind].includes(kind))).toEqual([true]);
      }
      made += 1;
    }),
    { numRuns: 3_000 },
  );
  expect(refused).toBeGreaterThan(100);
  expect(made).toBeGreaterThan(100);
});

test("a privilege that Postgres does not have is in no statement, whoever made the change", () => {
  const change: Change = {
    kind: "privileges",
    on: { type: "table", schema: "public", name: "orders" },
    column: null,
    grantee: "electric",
    privileges: ["SELECT ON orders TO mallory; --"],
    grantOption: false,
    from: false,
    to: true,
  };
  expect(() => sqlOf(change, 170_010)).toThrow("no such privilege");
});
