import { z } from "zod";
import { PROVIDER_IDS } from "@/lib/postgres/provider";
import { ENVIRONMENTS } from "@/lib/target/schema";
import type { OverviewRow, Standing } from "./row";
import { serverHeadrooms } from "./servers";

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
  /** Databases without anything to do stand in the list one by one, instead of as one line of their server. */
  calm: z.enum(["", "shown"]).catch(""),
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
const byName = (a: OverviewRow, b: OverviewRow) => compare(a.name.toLowerCase(), b.name.toLowerCase());

/** Known headroom, in connections: which databases are short by the latest samples, and the figure of each shared server. */
type Known = { live: ReadonlyMap<string, boolean>; servers: ReadonlyMap<string, number> };
type Order = (a: OverviewRow, b: OverviewRow) => number;

/** Returns the headroom that a database has: that of its server, or its own where it is alone there. */
const leftOf = ({ server, headroom }: OverviewRow, { servers }: Known): number =>
  servers.get(server) ?? headroom ?? Number.POSITIVE_INFINITY;

const orders: Record<OverviewView["sort"], (known: Known) => Order> = {
  urgency: (known) => (a, b) =>
    compare(URGENCY[a.standing], URGENCY[b.standing]) ||
    compare(Math.min(0, leftOf(a, known)), Math.min(0, leftOf(b, known))) ||
    compare(b.fails, a.fails),
  name: () => () => 0,
  checked: () => (a, b) => compare(b.takenAt ?? "", a.takenAt ?? ""),
  left: (known) => (a, b) => compare(leftOf(a, known), leftOf(b, known)),
};

/** Whether connections are missing for a database: on the whole of a shared server, or for it alone. */
function isShort(row: OverviewRow, { live, servers }: Known): boolean {
  const ofServer = servers.get(row.server);
  if (ofServer !== undefined && !row.archived) return ofServer < 0;
  return live.get(row.id) ?? (row.headroom !== null && row.headroom < 0);
}

const fits = (row: OverviewRow, facet: Facet, known: Known): boolean =>
  facet === "" || (facet === "short" ? isShort(row, known) : row.standing === facet);

const NONE: ReadonlyMap<string, boolean> = new Map();

/** Returns the databases that a view shows, in its order; ties stand by name. `live` says which are short now. */
export function viewDatabases(
  rows: readonly OverviewRow[],
  view: OverviewView,
  live: ReadonlyMap<string, boolean> = NONE,
): OverviewRow[] {
  return chosen(rows, view, { live, servers: serverHeadrooms(rows) });
}

function chosen(rows: readonly OverviewRow[], view: OverviewView, known: Known): OverviewRow[] {
  const order = orders[view.sort](known);
  const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(
      (row) =>
        row.archived === (view.archived === "yes") &&
        fits(row, view.verdict, known) &&
        (view.environment === "" || row.environment === view.environment) &&
        (view.provider === "" || row.provider === view.provider) &&
        words.every((word) => `${row.name} ${row.address} ${row.provider}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => order(a, b) || byName(a, b));
}

/**
 * Returns how many databases each part of the summary strip has, whatever of it is chosen; "short" counts servers, because a
 * shortage is one for all of a server's databases.
 */
export function countFacets(
  rows: readonly OverviewRow[],
  view: OverviewView,
  live: ReadonlyMap<string, boolean> = NONE,
): Record<Facet, number> {
  const known = { live, servers: serverHeadrooms(rows) };
  const all = chosen(rows, { ...view, verdict: "" }, known);
  const of = (facet: Facet) => all.filter((row) => fits(row, facet, known));
  return {
    "": all.length,
    short: new Set(of("short").map(({ server }) => server)).size,
    "not ready": of("not ready").length,
    unknown: of("unknown").length,
    "ready with warnings": of("ready with warnings").length,
    "never checked": of("never checked").length,
    ready: of("ready").length,
  };
}
