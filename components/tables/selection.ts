import type { TableRow } from "@/lib/tables/row";

/** Returns what tells a table from the others of a database. */
export const keyOfRow = ({ schema, name }: Pick<TableRow, "schema" | "name">): string =>
  JSON.stringify([schema, name]);

/** Returns whether a plan can be asked for a table: it is one, and Electric is to serve it. */
export const isSelectable = ({ kind, target }: TableRow): boolean => target && (kind === "r" || kind === "p");

/** Returns the selection with some rows added or taken out; rows that cannot be selected are left out. */
export function withRows(
  selection: ReadonlyMap<string, TableRow>,
  rows: readonly TableRow[],
  select: boolean,
): Map<string, TableRow> {
  const next = new Map(selection);
  for (const row of rows.filter(isSelectable)) {
    if (select) next.set(keyOfRow(row), row);
    else next.delete(keyOfRow(row));
  }
  return next;
}

/** Returns how many of some rows are selected. */
export function selectedOf(
  rows: readonly TableRow[],
  selection: ReadonlyMap<string, TableRow>,
): "none" | "some" | "all" {
  const selectable = rows.filter(isSelectable);
  const chosen = selectable.filter((row) => selection.has(keyOfRow(row))).length;
  if (chosen === 0) return "none";
  return chosen === selectable.length ? "all" : "some";
}
