import { z } from "zod";
import { VERDICTS } from "@/lib/checks/verdict";
import { PROVIDER_IDS } from "@/lib/postgres/provider";
import { ENVIRONMENTS } from "@/lib/target/schema";
import type { OverviewRow, Standing } from "./row";

export const STANDINGS = [...VERDICTS, "never checked"] as const;
export const SORTS = ["urgency", "name", "checked", "left"] as const;

/** State of the overview; kept in the address. An empty choice means: all of them. */
export const overviewViewSchema = z.object({
  q: z.string().max(200).catch(""),
  verdict: z.enum(STANDINGS).or(z.literal("")).catch(""),
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

const URGENCY: Record<Standing, number> = {
  "not ready": 0,
  unknown: 1,
  "ready with warnings": 2,
  "never checked": 3,
  ready: 4,
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
const leftOf = ({ gauge }: OverviewRow): number =>
  gauge === null ? Number.POSITIVE_INFINITY : gauge.short > 0 ? -gauge.short : gauge.left;

const orders: Record<OverviewView["sort"], (a: OverviewRow, b: OverviewRow) => number> = {
  urgency: (a, b) => compare(URGENCY[a.standing], URGENCY[b.standing]) || compare(b.fails, a.fails),
  name: () => 0,
  checked: (a, b) => compare(b.takenAt ?? "", a.takenAt ?? ""),
  left: (a, b) => compare(leftOf(a), leftOf(b)),
};

/** Returns the databases that a view shows, in its order; ties stand by name. */
export function viewDatabases(rows: readonly OverviewRow[], view: OverviewView): OverviewRow[] {
  const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(
      (row) =>
        row.archived === (view.archived === "yes") &&
        (view.verdict === "" || row.standing === view.verdict) &&
        (view.environment === "" || row.environment === view.environment) &&
        (view.provider === "" || row.provider === view.provider) &&
        words.every((word) => `${row.name} ${row.address} ${row.provider}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => orders[view.sort](a, b) || compare(a.name.toLowerCase(), b.name.toLowerCase()));
}
