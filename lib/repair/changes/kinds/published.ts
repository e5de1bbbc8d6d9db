import { z } from "zod";
import { inParentheses, isExpression } from "@/lib/postgres/expression";
import { displayName, displayRelation, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import { nameSchema, tableNameSchema } from "@/lib/target/schema";
import { GONE, sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { lookIn, type Need } from "../need";

/** A table's entry in a publication; the filter is SQL that the server itself wrote, and stands in SQL as it is. */
export const publishedEntrySchema = z.object({
  filter: z.string().refine(isExpression, "This is no expression that Postgres would write.").nullable(),
  columns: z.array(nameSchema).nullable(),
});
export type Published = z.infer<typeof publishedEntrySchema>;

export const publishedSchema = z.object({
  kind: z.literal("published"),
  publication: nameSchema,
  table: tableNameSchema,
  from: publishedEntrySchema.nullable(),
  to: publishedEntrySchema.nullable(),
});

/**
 * One ADD or DROP, never the whole list: what others added since would be lost. A table that stands there with a filter
 * or a column list is dropped and added by two changes; in one transaction no change is decoded between them.
 */
export const published = {
  ...plainChange,
  sql({ publication, table, to }) {
    const alter = `ALTER PUBLICATION ${quoteIdentifier(publication)}`;
    if (to === null) return `${alter} DROP TABLE ONLY ${quoteRelation(table)}`;
    const columns = to.columns === null ? "" : ` (${to.columns.map(quoteIdentifier).join(", ")})`;
    const filter = to.filter === null ? "" : ` WHERE ${inParentheses(to.filter)}`;
    return `${alter} ADD TABLE ONLY ${quoteRelation(table)}${columns}${filter}`;
  },
  key: ({ publication, table }) => [publication, table.schema, table.name],
  subject: ({ publication, table }) => `${displayRelation(table)} in ${displayName(publication)}`,
  // Taking a table out of a publication needs no right on the table, and LOCK would; it blocks neither reads nor writes.
  lock: ({ table, to }) => ({ table, mode: "SHARE UPDATE EXCLUSIVE", beforehand: to !== null }),
  commandTag: () => "ALTER PUBLICATION",
  needs({ publication, table, to }, owners) {
    const owner: Need = {
      right: "inherit",
      role: owners.publication(publication),
      for: displayName(publication),
    };
    const own: Need = { right: "inherit", role: owners.table(table), for: displayRelation(table) };
    return [owner, ...(to === null ? [] : [own]), lookIn(table)];
  },
  state(change, { relation }) {
    const table = relation(change.table);
    return table === undefined ? GONE : sidesOf(table.published, change);
  },
} satisfies ChangeDefinition<z.infer<typeof publishedSchema>>;
