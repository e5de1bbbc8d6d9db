import { headroomOf, headroomText } from "@/lib/budget/headroom";
import { agoInWords, freshnessOf, type Freshness } from "@/lib/live/freshness";
import { span } from "@/lib/text/words";
import type { WallRow, WallTone } from "./schema";

/** The one kind that a row counts as, the gravest first. */
export const WALL_KINDS = ["without data", "full", "short", "not ready", "warning", "ready"] as const;
export type WallKind = (typeof WALL_KINDS)[number];

/** A row as it is drawn at a moment. */
export type WallStanding = {
  kind: WallKind;
  tone: WallTone;
  /** The condition above the gauge. */
  says: string;
  /** The figure: "7 short", "32 left". */
  figure: string;
  /** Whether the figures are of the past: drawn in grey. */
  isPast: boolean;
  freshness: Freshness;
  /** "live, 2 s ago", "4 min ago", "no sample yet". */
  age: string;
};

const WITHOUT: Partial<Record<WallRow["state"], string>> = {
  unreachable: "No answer",
  crowded: "Staying out",
  starting: "Starting",
  off: "Not watched",
};

function ageText(ageMs: number | null, freshness: Freshness, isLive: boolean): string {
  if (ageMs === null) return "no sample yet";
  return isLive && freshness === "fresh" ? `live, ${agoInWords(ageMs)}` : agoInWords(ageMs);
}

/** Returns how a row stands at a moment of Headroom's clock, ms. Figures that are late never read as live, nor stale ones as good. */
export function wallStandingOf(row: WallRow, now: number): WallStanding {
  const { state, condition, budget, seenAt, everyMs, withoutData, databases } = row;
  const ageMs = seenAt === null ? null : Math.max(0, now - Date.parse(seenAt));
  const isSampled = state === "sampling";
  const freshness = isSampled || state === "full" ? freshnessOf(ageMs, everyMs) : "stale";
  const headroom = headroomOf(budget);
  const base = { freshness, age: ageText(ageMs, freshness, isSampled), figure: headroomText(headroom) };
  const without = (says: string): WallStanding => ({
    ...base,
    kind: "without data",
    tone: "none",
    says,
    isPast: true,
  });
  if (state === "full")
    return {
      ...base,
      kind: "full",
      tone: "fail",
      says: "No connection left, not for Headroom either",
      figure: "Full",
      isPast: false,
    };
  if (!isSampled) return without(WITHOUT[state] ?? "No data");
  if (freshness === "stale") return without(ageMs === null ? "No data" : `No data, ${span(ageMs)}`);
  if (headroom === null) return without("Connections not seen");
  const known: WallStanding = {
    ...base,
    kind: "ready",
    tone: condition.tone,
    says: condition.says,
    isPast: false,
  };
  if (headroom < 0) return { ...known, kind: "short" };
  if (condition.tone === "fail") return { ...known, kind: "not ready" };
  if (withoutData > 0)
    return { ...known, kind: "warning", tone: "warn", says: `${withoutData} of ${databases} without data` };
  return { ...known, kind: condition.tone === "warn" ? "warning" : "ready" };
}

/** Returns how many rows are of each kind. */
export function countKinds(standings: readonly Pick<WallStanding, "kind">[]): Record<WallKind, number> {
  const counts: Record<WallKind, number> = {
    "without data": 0,
    full: 0,
    short: 0,
    "not ready": 0,
    warning: 0,
    ready: 0,
  };
  for (const { kind } of standings) counts[kind] += 1;
  return counts;
}
