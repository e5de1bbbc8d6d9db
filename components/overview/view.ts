import { z } from "zod";
import { headroomOf } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import { serverPartsOf } from "@/lib/budget/server";
import { PROVIDER_IDS } from "@/lib/postgres/provider";
import { ENVIRONMENTS } from "@/lib/target/schema";
import type { OverviewRow, Standing } from "./row";

export const SORTS = ["urgency", "name", "checked", "left"] as const;
/** Parts of the summary strip: each is a filter, and an empty one is all databases. */
export const FACETS = [
  "",
  "short",
  "not ready",
  "ready with warnings",
  "ready",
  "unknown",
  "never checked",
] as const satisfies readonly ("" | "short" | Standing)[];

export type Facet = (typeof FACETS)[number];

/** State of the overview; kept in the address. An empty choice means: all of them. */
export const overviewViewSchema = z.object({
  q: z.string().max(200).catch(""),
  verdict: z.enum(FACETS).catch(""),
  environment: z.enum(ENVIRONMENTS).or(z.literal("")).catch(""),
  provider: z.enum(PROVIDER_IDS).or(z.literal("")).catch(""),
  archived: z.enum(["", "yes"]).catch(""),
  sort: z.enum(SORTS).catch("urgency"),
});

export type OverviewView = z.infer<typeof overviewViewSchema>;

const defaults: OverviewView = overviewViewSchema.parse({});

/** Returns the query string of a view, without what is the default; an empty string for the default view. */
export function overviewQuery(view: OverviewView): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(view))
    if (value !== defaults[key as keyof OverviewView]) params.set(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Returns the view that a query string asks for. */
export const viewOfQuery = (query: string): OverviewView =>
  overviewViewSchema.parse(Object.fromEntries(new URLSearchParams(query)));

const URGENCY: Record<Standing, number> = {
  "not ready": 0,
  unknown: 1,
  "ready with warnings": 2,
  "never checked": 3,
  ready: 4,
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
const leftOf = ({ headroom }: OverviewRow): number => headroom ?? Number.POSITIVE_INFINITY;
const byName = (a: OverviewRow, b: OverviewRow) => compare(a.name.toLowerCase(), b.name.toLowerCase());

const orders: Record<OverviewView["sort"], (a: OverviewRow, b: OverviewRow) => number> = {
  urgency: (a, b) =>
    compare(URGENCY[a.standing], URGENCY[b.standing]) ||
    compare(Math.min(0, leftOf(a)), Math.min(0, leftOf(b))) ||
    compare(b.fails, a.fails),
  name: () => 0,
  checked: (a, b) => compare(b.takenAt ?? "", a.takenAt ?? ""),
  left: (a, b) => compare(leftOf(a), leftOf(b)),
};

/** Returns the servers on which the claims of all their Electrics do not fit together, as the heads of the list say it. */
export function shortServers(rows: readonly OverviewRow[]): ReadonlySet<string> {
  const budgets = new Map<string, Budget[]>();
  for (const { archived, counted, server, budget } of rows) {
    if (archived || !counted || budget === null) continue;
    budgets.set(server, [...(budgets.get(server) ?? []), budget]);
  }
  // A server with one database is as short as that one, of which the latest sample is known.
  const isMissing = (of: readonly Budget[]) => of.length > 1 && (headroomOf(serverPartsOf(of)) ?? 0) < 0;
  return new Set([...budgets].flatMap(([server, of]) => (isMissing(of) ? [server] : [])));
}

/** Known shortages: by database from the latest samples, and by server. */
type Shortages = { live: ReadonlyMap<string, boolean>; servers: ReadonlySet<string> };

/** Whether connections are missing for a database, alone or together with the others of its server. */
const isShort = ({ id, server, headroom }: OverviewRow, { live, servers }: Shortages): boolean =>
  servers.has(server) || (live.get(id) ?? (headroom !== null && headroom < 0));

const fits = (row: OverviewRow, facet: Facet, shortages: Shortages): boolean =>
  facet === "" || (facet === "short" ? isShort(row, shortages) : row.standing === facet);

const NONE: ReadonlyMap<string, boolean> = new Map();

/** Returns the databases that a view shows, in its order; ties stand by name. `live` says which are short now. */
export function viewDatabases(
  rows: readonly OverviewRow[],
  view: OverviewView,
  live: ReadonlyMap<string, boolean> = NONE,
): OverviewRow[] {
  return chosen(rows, view, { live, servers: shortServers(rows) });
}

function chosen(rows: readonly OverviewRow[], view: OverviewView, shortages: Shortages): OverviewRow[] {
  const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(
      (row) =>
        row.archived === (view.archived === "yes") &&
        fits(row, view.verdict, shortages) &&
        (view.environment === "" || row.environment === view.environment) &&
        (view.provider === "" || row.provider === view.provider) &&
        words.every((word) => `${row.name} ${row.address} ${row.provider}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => orders[view.sort](a, b) || byName(a, b));
}

/** Returns how many databases each part of the summary strip has, whatever of it is chosen. */
export function countFacets(
  rows: readonly OverviewRow[],
  view: OverviewView,
  live: ReadonlyMap<string, boolean> = NONE,
): Record<Facet, number> {
  const shortages = { live, servers: shortServers(rows) };
  const all = chosen(rows, { ...view, verdict: "" }, shortages);
  const count = (facet: Facet) => all.filter((row) => fits(row, facet, shortages)).length;
  return {
    "": all.length,
    short: count("short"),
    "not ready": count("not ready"),
    unknown: count("unknown"),
    "ready with warnings": count("ready with warnings"),
    "never checked": count("never checked"),
    ready: count("ready"),
  };
}

/** A line of the list: the head of a server with several databases, one of them, or a server's only one. */
export type Line =
  | { kind: "head"; key: string; members: readonly OverviewRow[] }
  | { kind: "member" | "single"; key: string; row: OverviewRow };

/** Returns the lines of databases that are in order: those of one server together, where the first of them stood. */
export function linesOf(rows: readonly OverviewRow[]): Line[] {
  const servers = new Map<string, OverviewRow[]>();
  for (const row of rows) {
    const members = servers.get(row.server);
    if (members) members.push(row);
    else servers.set(row.server, [row]);
  }
  return [...servers].flatMap(([server, members]): Line[] => {
    const [first, second] = members;
    if (first !== undefined && second === undefined) return [{ kind: "single", key: first.id, row: first }];
    const rest = members.map((row): Line => ({ kind: "member", key: row.id, row }));
    return [{ kind: "head", key: server, members }, ...rest];
  });
}
