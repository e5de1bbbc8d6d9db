import { z } from "zod";
import type { Status } from "@/lib/checks/finding";
import type { TableRow } from "./row";

export const SHOWN = ["served", "problems", "published", "all"] as const;
/** Lacks of a table for Electric: each narrows the list. */
export const FACETS = ["identity", "owner", "published", "select"] as const;
export const SORTS = ["status", "name", "owner", "identity", "published", "select"] as const;

/** State of the tables page: kept in the URL, so that a link shows the same. */
export const tablesViewSchema = z.object({
  q: z.string().max(200).catch(""),
  show: z.enum(SHOWN).catch("served"),
  /** "" for none. */
  lacks: z.enum([...FACETS, ""]).catch(""),
  sort: z.enum(SORTS).catch("status"),
  dir: z.enum(["asc", "desc"]).catch("asc"),
});

export type Facet = (typeof FACETS)[number];
export type TablesView = z.infer<typeof tablesViewSchema>;

const defaults: TablesView = tablesViewSchema.parse({});

/** Returns the query string of a view, without what is the default: `?show=all&sort=name`, or an empty string. */
export function viewQuery(view: TablesView): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(view))
    if (value !== defaults[key as keyof TablesView]) params.set(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

const isProblem = ({ status }: TableRow): boolean =>
  status === "fail" || status === "warn" || status === "unknown";

const shown: Record<TablesView["show"], (row: TableRow) => boolean> = {
  served: ({ target, checks }) => target || checks.length > 0,
  problems: isProblem,
  published: ({ published }) => published !== "no",
  all: () => true,
};

/** Returns how many rows each filter would show. */
export function countShown(rows: readonly TableRow[]): Record<TablesView["show"], number> {
  const count = { served: 0, problems: 0, published: 0, all: rows.length };
  for (const row of rows)
    for (const show of ["served", "problems", "published"] as const) if (shown[show](row)) count[show] += 1;
  return count;
}

const SEVERITY: Record<Status, number> = { fail: 0, unknown: 1, warn: 2, pass: 3, "not applicable": 4 };
const IDENTITY = { n: 0, d: 1, i: 2, f: 3 };

const rank: Record<TablesView["sort"], (row: TableRow) => string | number> = {
  status: ({ status }) => SEVERITY[status],
  name: () => 0,
  owner: ({ owner }) => owner,
  identity: ({ replicaIdentity }) => (replicaIdentity === null ? -1 : IDENTITY[replicaIdentity]),
  published: ({ published }) => published,
  select: ({ select }) => (select === null ? 1 : select ? 2 : 0),
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const byName = (a: TableRow, b: TableRow): number => compare(a.schema, b.schema) || compare(a.name, b.name);

const lacking: Record<Facet, (row: TableRow) => boolean> = {
  identity: ({ target, kind, replicaIdentity }) =>
    target && (kind === "r" || kind === "p") && replicaIdentity !== "f",
  owner: ({ target, ownerRights }) => target && ownerRights === false,
  published: ({ target, kind, published }) => target && kind !== "missing" && published === "no",
  select: ({ target, select }) => target && select === false,
};

/** Returns how many of the rows that are shown lack each thing. */
export function countFacets(rows: readonly TableRow[], show: TablesView["show"]): Record<Facet, number> {
  const within = rows.filter(shown[show]);
  const count = (facet: Facet): number => within.filter(lacking[facet]).length;
  return {
    identity: count("identity"),
    owner: count("owner"),
    published: count("published"),
    select: count("select"),
  };
}

/** Titles of checks by their ids. */
export type Titles = Readonly<Record<string, string>>;

const texts = new WeakMap<TableRow, string>();

/** Returns what a search looks at in a row; made once for each row, because every key that is typed asks for all. */
function textOf(row: TableRow, titles: Titles): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const checks = row.checks.map((id) => `${id} ${titles[id] ?? ""}`).join(" ");
  const text = `${row.schema}.${row.name} ${row.owner} ${checks}`.toLowerCase();
  texts.set(row, text);
  return text;
}

/** Returns rows in the order of a view; ties stand by schema and name. */
export function sortRows(
  rows: readonly TableRow[],
  { sort, dir }: Pick<TablesView, "sort" | "dir">,
): TableRow[] {
  const turn = dir === "asc" ? 1 : -1;
  return rows.toSorted(
    (a, b) =>
      turn * (compare(rank[sort](a), rank[sort](b)) || (sort === "name" ? byName(a, b) : 0)) || byName(a, b),
  );
}

/** Returns those of some rows that a view shows, in the order in which they stand. */
export function filterRows(
  rows: readonly TableRow[],
  { q, show, lacks }: Pick<TablesView, "q" | "show" | "lacks">,
  titles: Titles = {},
): TableRow[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      shown[show](row) &&
      (lacks === "" || lacking[lacks](row)) &&
      (words.length === 0 || words.every((word) => textOf(row, titles).includes(word))),
  );
}

/** Returns the rows that a view shows, in its order. */
export const viewRows = (rows: readonly TableRow[], view: TablesView, titles: Titles = {}): TableRow[] =>
  sortRows(filterRows(rows, view, titles), view);
