import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import { aChange } from "./fixture";
import { inverse } from "./inverse";
import { changeSchema, type Change, type ChangeKind } from "./schema";
import { sqlOf } from "./sql";

beforeAll(() => loadModule());

/** What Postgres' own parser takes a statement for. */
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

/** Where the parser's tree holds a name; the rest is flags, places and values. */
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
  return entries.flatMap(([part, value]) => found(value, part));
}
const WORDS = new Set(["select", "insert", "update", "references"]);
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

  test("has an undo that parses too and leads back, except for a password", () => {
    fc.assert(
      fc.property(changes, (change) => {
        const back = inverse(change);
        if (change.kind === "password") {
          expect(back).toBeNull();
          return;
        }
        if (back === null) throw new Error("no undo");
        expect(parseSync(sqlOf(back, 180_004)).stmts).toHaveLength(1);
        const again = inverse(back);
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
