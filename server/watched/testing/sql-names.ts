import { parseSync } from "libpg-query";

/** A name in a text of SQL that the server looks up. `qualified`: in pg_catalog, whatever the search path is. */
export type SqlName = {
  kind: "function" | "operator" | "type" | "relation";
  name: string;
  qualified: boolean;
};

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns the parts of a name, a list of `String` nodes. */
const partsOf = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.flatMap((part: unknown) =>
        isNode(part) && isNode(part.String) && typeof part.String.sval === "string" ? [part.String.sval] : [],
      )
    : [];

function nameOf(kind: SqlName["kind"], parts: readonly string[]): SqlName[] {
  const name = parts.at(-1);
  return name === undefined ? [] : [{ kind, name, qualified: parts.length > 1 && parts[0] === "pg_catalog" }];
}

const EQUALS: SqlName = { kind: "operator", name: "=", qualified: false };

/** A relation of a schema that is not pg_catalog keeps the schema in its name. */
function relationAt({ relname, schemaname }: Node): SqlName[] {
  if (typeof relname !== "string") return [];
  if (typeof schemaname !== "string") return [{ kind: "relation", name: relname, qualified: false }];
  const qualified = schemaname === "pg_catalog";
  return [{ kind: "relation", name: qualified ? relname : `${schemaname}.${relname}`, qualified }];
}

/** Types that later grammars take for keywords and earlier ones look up: 14 to 16 look up json (gram.y, JsonType came with 17). */
const LATE_KEYWORDS: ReadonlySet<string> = new Set(["json"]);

/** Returns what one node of a parse tree looks up, by the kind of the node. */
function namesAt(kind: string, node: Node, text: (location: unknown) => string): SqlName[] {
  switch (kind) {
    case "FuncCall":
      return nameOf("function", partsOf(node.funcname));
    case "A_Expr":
      return nameOf("operator", partsOf(node.name));
    case "SortBy":
      return nameOf("operator", partsOf(node.useOp));
    case "SubLink":
      if (node.subLinkType !== "ANY_SUBLINK" && node.subLinkType !== "ALL_SUBLINK") return [];
      return node.operName === undefined ? [EQUALS] : nameOf("operator", partsOf(node.operName));
    case "CaseExpr":
      return node.arg === undefined ? [] : [EQUALS];
    case "JoinExpr":
      return node.usingClause === undefined && node.isNatural !== true ? [] : [EQUALS];
    case "RangeVar":
      return relationAt(node);
    case "TypeName":
    case "typeName":
      return nameOf("type", partsOf(node.names)).map((type) =>
        LATE_KEYWORDS.has(type.name)
          ? { ...type, qualified: text(node.location).startsWith("pg_catalog.") }
          : type,
      );
    default:
      return [];
  }
}

/** Returns the names that queries of a statement give to their own parts: WITH name AS (…). */
function commonTables(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(commonTables);
  if (!isNode(value)) return [];
  const own = isNode(value.CommonTableExpr) ? value.CommonTableExpr.ctename : undefined;
  return [...(typeof own === "string" ? [own] : []), ...Object.values(value).flatMap(commonTables)];
}

/** One statement of a text: the kind of its node, the node, and every name that it looks up. */
export type SqlStatement = { kind: string; node: Node; names: SqlName[] };

/** Returns the statements of a text as Postgres' own parser (18) reads them. libpg-query has to be loaded. @throws its error */
export function statementsOf(sql: string): SqlStatement[] {
  const bytes = Buffer.from(sql);
  const text = (location: unknown) =>
    typeof location === "number" ? bytes.subarray(location, location + 64).toString() : "";
  const names = (value: unknown): SqlName[] => {
    if (Array.isArray(value)) return value.flatMap(names);
    if (!isNode(value)) return [];
    return Object.entries(value).flatMap(([kind, node]) => [
      ...(isNode(node) ? namesAt(kind, node, text) : []),
      ...names(node),
    ]);
  };
  return (parseSync(sql).stmts ?? []).flatMap(({ stmt }): SqlStatement[] => {
    const [entry] = Object.entries(stmt ?? {});
    if (entry === undefined) return [];
    const [kind, node]: [string, unknown] = entry;
    const own = new Set(commonTables(stmt));
    const found = names(stmt).filter(
      (name) => !(name.kind === "relation" && own.has(name.name) && !name.qualified),
    );
    return [{ kind, node: isNode(node) ? node : {}, names: found }];
  });
}

/** Returns each name once that any of these texts looks up. */
export function namesIn(texts: readonly { sql: string }[]): SqlName[] {
  const names = texts.flatMap(({ sql }) => statementsOf(sql)).flatMap((statement) => statement.names);
  return [...new Map(names.map((name) => [`${name.kind} ${name.name}`, name])).values()];
}
