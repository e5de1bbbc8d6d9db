import type { Budget } from "@/lib/budget/schema";
import { segments as segmentsOf, type Segment } from "@/lib/budget/segments";

/** A stretch of the bar; `drawn` is its width and `count` what stands beside its name, both in connections. */
export type GaugeSegment = {
  kind: Segment["kind"] | "short" | "unseen";
  label: string;
  count: number;
  drawn: number;
  /** Holder in words, for the list beside the bar. */
  detail: string;
};

export type GaugeTick = { label: string; at: number; ghost?: boolean };

/** All that the gauge draws, in connections. */
export type GaugeModel = {
  segments: readonly GaugeSegment[];
  ticks: readonly GaugeTick[];
  inUse: number;
  usable: number;
  left: number;
  /** Connections that are missing when every claim is taken; 0 when all fit. */
  short: number;
  /** "18 of 22 usable connections in use, 4 left" */
  sentence: string;
  /** `20 claimed + 7 others = 27 of 22 usable (25 − 3 reserved): 5 short` */
  sum: string;
};

function detailOf(kind: Segment["kind"], { others, reserved, pool }: Budget): string {
  switch (kind) {
    case "electric-open":
      return "held by Electric now";
    case "electric-claimed":
      return `of its pool of ${pool}, not open yet; it will be taken`;
    case "application":
      return "";
    case "others":
      return others
        .slice(4)
        .map(({ label, count }) => `${label} ${count}`)
        .join(", ");
    case "headroom":
      return "its own session; it leaves where it is in Electric’s way";
    case "free":
      return "nobody’s";
    case "reserved":
      return `kept from Electric’s role: ${reserved} of max_connections`;
  }
}

/**
 * Returns how much of each segment is drawn past max_connections instead: of the claim first, then of what is reserved, and
 * of the others, the last first, where a what-if has fewer places than they hold.
 */
function cutsOf(parts: readonly Segment[], short: number): number[] {
  let missing = short;
  const cuts = parts.map(() => 0);
  const cut = (at: number, connections: number) => {
    cuts[at] = Math.min(missing, connections);
    missing -= cuts[at];
  };
  for (const wanted of ["electric-claimed", "reserved"] as const)
    parts.forEach(({ kind, connections }, at) => kind === wanted && cut(at, connections));
  for (const [at, { kind, connections }] of [...parts.entries()].reverse())
    if (kind === "others" || kind === "application") cut(at, connections);
  return cuts;
}

/**
 * Returns what the gauge draws of a budget. Where the claims do not fit, the part of the claim that finds no place is
 * taken out of its segment and drawn past max_connections, so that everything before that end can really exist.
 */
export function gaugeModel(budget: Budget): GaugeModel {
  const parts = segmentsOf(budget);
  const cuts = cutsOf(parts, budget.short);
  const kept = parts.map((segment, at): GaugeSegment => {
    const { kind, label, connections } = segment;
    const count = kind === "electric-claimed" ? budget.electricClaimed : connections;
    const drawn = connections - (cuts[at] ?? 0);
    return { kind, label, count, drawn, detail: detailOf(kind, budget) };
  });
  const short: GaugeSegment = {
    kind: "short",
    label: "Short",
    count: budget.short,
    drawn: budget.short,
    detail: "of Electric’s claim finds no place; Electric takes its whole pool or does not start",
  };
  const inUse = budget.electricOpen + budget.othersTotal + budget.own;
  return {
    segments: budget.short > 0 ? [...kept, short] : kept,
    ticks: ticksOf(budget),
    inUse,
    usable: budget.usable,
    left: Math.max(0, budget.usable - inUse),
    short: budget.short,
    sentence: budget.sentence,
    sum: budget.sum,
  };
}

/** Electric stands first in the bar, so a limit on its role is a tick from the bar's beginning. */
function ticksOf({ usable, maxConnections, limits, deployPeak, othersPeak }: Budget): GaugeTick[] {
  return [
    { label: "usable", at: usable },
    { label: "max_connections", at: maxConnections },
    ...(limits.role === null ? [] : [{ label: "limit of Electric’s role", at: limits.role }]),
    ...(limits.database === null ? [] : [{ label: "limit of the database", at: limits.database }]),
    { label: "peak of a rolling deploy", at: deployPeak + othersPeak, ghost: true },
  ];
}

export type Placed = GaugeSegment & { from: number; size: number; tone: string };

/** Returns the segments with their place in the bar, in percent, and the end of the scale in connections. */
export function placed(
  { segments }: Pick<GaugeModel, "segments">,
  ticks: readonly GaugeTick[] = [],
): { segments: Placed[]; scale: number } {
  const total = segments.reduce((sum, { drawn }) => sum + drawn, 0);
  const scale = Math.max(1, total, ...ticks.map(({ at }) => at));
  let before = 0;
  let applications = 0;
  const places = segments.map((segment) => {
    const from = (before / scale) * 100;
    before += segment.drawn;
    const tone = segment.kind === "application" ? `application-${1 + (applications++ % 4)}` : segment.kind;
    return { ...segment, from, size: (segment.drawn / scale) * 100, tone };
  });
  return { segments: places, scale };
}
