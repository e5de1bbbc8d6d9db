import type { TableRow } from "@/lib/tables/row";
import type { Facet, TablesView } from "@/lib/tables/view";

export const KIND_WORDS: Record<TableRow["kind"], string> = {
  r: "table",
  p: "partitioned",
  v: "view",
  m: "materialized view",
  f: "foreign table",
  missing: "does not exist",
};

/** Replica identities as `ALTER TABLE … REPLICA IDENTITY` names them; Electric needs FULL. */
export const IDENTITY_WORDS: Record<NonNullable<TableRow["replicaIdentity"]>, string> = {
  f: "FULL",
  d: "DEFAULT",
  i: "INDEX",
  n: "NOTHING",
};

export const PUBLISHED_WORDS: Record<TableRow["published"], string> = {
  yes: "Yes",
  no: "No",
  filtered: "Row filter",
  "some columns": "Column list",
};

export const SHOWN_WORDS: Record<TablesView["show"], string> = {
  served: "To be served",
  problems: "With problems",
  published: "Published",
  all: "All",
};

/** Lacks of a table, as a chip says them. */
export const FACET_WORDS: Record<Facet, string> = {
  identity: "Without FULL",
  owner: "Without owner’s rights",
  published: "Not published",
  select: "Not readable",
};

export const SORT_WORDS: Record<TablesView["sort"], string> = {
  status: "Status",
  name: "Table",
  owner: "Owner",
  identity: "Replica identity",
  published: "Published",
  select: "Rights",
};

/** Returns what Electric's role may do with a table, in words. */
export function rightsOf({ select, ownerRights }: Pick<TableRow, "select" | "ownerRights">): string {
  if (select === null && ownerRights === null) return "No role yet";
  if (ownerRights) return "Owner’s rights";
  return select ? "SELECT" : "None";
}
