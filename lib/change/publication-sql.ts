import { inParentheses } from "@/lib/postgres/expression";
import { quoteIdentifier, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { ChangeOf, PublicationOptions } from "./schema";

const OPERATIONS = ["insert", "update", "delete", "truncate"] as const;

function optionsSql(to: PublicationOptions, from: PublicationOptions | null): string {
  const publish = OPERATIONS.filter((operation) => to[operation]).join(", ");
  const same = from !== null && OPERATIONS.every((operation) => from[operation] === to[operation]);
  const roots = from === null ? to.viaPartitionRoot : from.viaPartitionRoot !== to.viaPartitionRoot;
  const generated = from === null ? to.generatedStored === true : from.generatedStored !== to.generatedStored;
  return [
    ...(same ? [] : [`publish = ${quoteLiteral(publish)}`]),
    ...(roots ? [`publish_via_partition_root = ${to.viaPartitionRoot}`] : []),
    ...(generated ? [`publish_generated_columns = ${to.generatedStored === true ? "stored" : "none"}`] : []),
  ].join(", ");
}

/** CREATE, ALTER … SET or DROP PUBLICATION. Tables are added one by one by changes of their own. */
export function publicationSql({ publication, from, to, allTables }: ChangeOf<"publication">): string {
  const name = quoteIdentifier(publication);
  if (to === null) return `DROP PUBLICATION ${name}`;
  if (from !== null) return `ALTER PUBLICATION ${name} SET (${optionsSql(to, from)})`;
  return `CREATE PUBLICATION ${name}${allTables ? " FOR ALL TABLES" : ""} WITH (${optionsSql(to, null)})`;
}

export const publicationOwnerSql = ({ publication, to }: ChangeOf<"publication owner">): string =>
  `ALTER PUBLICATION ${quoteIdentifier(publication)} OWNER TO ${quoteIdentifier(to)}`;

/**
 * One ADD or DROP, never the whole list: what others added since would be lost. A table that stands there with a filter
 * or a column list is dropped and added by two changes; in one transaction no change is decoded between them.
 */
export function publishedSql({ publication, table, to }: ChangeOf<"published">): string {
  const alter = `ALTER PUBLICATION ${quoteIdentifier(publication)}`;
  if (to === null) return `${alter} DROP TABLE ONLY ${quoteRelation(table)}`;
  const columns = to.columns === null ? "" : ` (${to.columns.map(quoteIdentifier).join(", ")})`;
  const filter = to.filter === null ? "" : ` WHERE ${inParentheses(to.filter)}`;
  return `${alter} ADD TABLE ONLY ${quoteRelation(table)}${columns}${filter}`;
}

export const publishedSchemaSql = ({ publication, schema, to }: ChangeOf<"published schema">): string =>
  `ALTER PUBLICATION ${quoteIdentifier(publication)} ${to ? "ADD" : "DROP"} TABLES IN SCHEMA ${quoteIdentifier(schema)}`;
