import { quoteIdentifier, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";

/** Above this many tables a list of statements is no longer read, and ten thousand of them would swell every report. */
export const STATEMENTS_LISTED = 50;

/** Marks that stand for quoted names while a statement becomes a format string; no name in a catalogue can hold a NUL. */
const TABLE = "\0table\0";
const OWNER = "\0owner\0";

/**
 * Returns one statement per table; for more than 50 a query that writes them, for psql's \gexec, which runs each in a
 * transaction of its own. `which` is the condition on pg_class c that picks the tables within their schemas.
 */
export function forEachTable(
  tables: readonly Pick<Relation, "schema" | "name" | "owner">[],
  statement: (table: string, owner: string) => string,
  which: string,
): string {
  if (tables.length <= STATEMENTS_LISTED)
    return tables
      .map((table) => `${statement(quoteRelation(table), quoteIdentifier(table.owner))};`)
      .join("\n");
  const schemas = [...new Set(tables.map(({ schema }) => schema))].map(quoteLiteral).join(", ");
  const format = statement(TABLE, OWNER)
    .replaceAll("%", "%%")
    .replaceAll(TABLE, "%1$I.%2$I")
    .replaceAll(OWNER, "%3$I");
  return [
    `-- For psql: writes the statements for these ${tables.length} tables and runs them, each table by itself.`,
    `SELECT format(${quoteLiteral(format)}, n.nspname, c.relname, pg_get_userbyid(c.relowner))`,
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    `WHERE n.nspname IN (${schemas}) AND ${which}`,
    "ORDER BY n.nspname, c.relname \\gexec",
  ].join("\n");
}
