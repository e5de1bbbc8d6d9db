import { claimOf, headroomOf, headroomSum, inUseOf } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import { segments as segmentsOf, type Segment } from "@/lib/budget/segments";

/** A stretch of the bar; `drawn` is its width and `count` what stands beside its name, both in connections. */
export type GaugeSegment = Omit<Segment, "kind"> & {
  kind: Segment["kind"] | "unseen";
  /** Holder in words, for the list beside the bar. */
  detail: string;
};

/** A limit on the axis. `usable` and `max` are told apart from the limits of a role or a database, and from the deploy peak. */
export type GaugeTick = {
  kind: "usable" | "max" | "limit" | "peak";
  at: number;
  label: string;
};

/** All that the gauge draws, in connections. */
export type GaugeModel = {
  segments: readonly GaugeSegment[];
  ticks: readonly GaugeTick[];
  usable: number;
  maxConnections: number;
  /** Electric's whole claim and the others. */
  claimed: number;
  inUse: number;
  /** usable − others − Electric's whole claim; null where nothing is known. */
  headroom: number | null;
  /** "5 short, 8 of 22 in use" */
  sentence: string;
  /** `20 claimed + 7 others = 27 of 22 usable (25 − 3 reserved)` */
  sum: string;
};

function detailOf(
  { kind, drawn, count }: Segment,
  { others, reserved, pool, maxConnections }: Budget,
): string {
  switch (kind) {
    case "electric-open":
      return drawn < count
        ? `held by Electric; ${drawn} of it could be opened again`
        : "held by Electric now";
    case "electric-claimed":
      return drawn < count
        ? `of its pool of ${pool}, not open yet; ${drawn} of it fit`
        : `of its pool of ${pool}, not open yet; it will be taken`;
    case "application":
      return "";
    case "others":
      return others
        .slice(4)
        .map(({ label, count: held }) => `${label} ${held}`)
        .join(", ");
    case "headroom":
      return "not counted; its own session leaves where it is in Electric’s way";
    case "free":
      return "for every other client";
    case "reserved":
      return `kept from Electric’s role: ${reserved} of max_connections ${maxConnections}`;
    case "short":
      return "of Electric’s claim finds no place; Electric takes its whole pool or does not start";
  }
}

/** Electric stands first in the bar, so a limit on its role is a tick from the bar's beginning. One above max_connections never bites. */
function ticksOf({ usable, maxConnections, limits, deployPeak, othersPeak }: Budget): GaugeTick[] {
  const limit = (at: number | null, label: string): GaugeTick[] =>
    at === null || at > maxConnections ? [] : [{ kind: "limit", at, label }];
  return [
    ...(usable === maxConnections
      ? [{ kind: "usable" as const, at: usable, label: "usable = max" }]
      : [
          { kind: "usable" as const, at: usable, label: "usable" },
          { kind: "max" as const, at: maxConnections, label: "max" },
        ]),
    { kind: "peak", at: deployPeak + othersPeak, label: "deploy peak" },
    ...limit(limits.role, "role limit"),
    ...limit(limits.database, "database limit"),
  ];
}

/** Returns what the gauge draws of a budget. */
export function gaugeModel(budget: Budget): GaugeModel {
  return {
    segments: segmentsOf(budget).map((segment) => ({ ...segment, detail: detailOf(segment, budget) })),
    ticks: ticksOf(budget),
    usable: budget.usable,
    maxConnections: budget.maxConnections,
    claimed: claimOf(budget) + budget.othersTotal,
    inUse: inUseOf(budget),
    headroom: headroomOf(budget),
    sentence: budget.sentence,
    sum: headroomSum(budget),
  };
}

/** A segment with its place in the bar, in percent. */
export type Placed = GaugeSegment & { from: number; size: number; tone: string };

/** Returns the end of the axis, in connections: the largest of max_connections, the claims and the deploy peak. */
export const scaleOf = ({
  segments,
  ticks,
  maxConnections,
}: Pick<GaugeModel, "segments" | "ticks" | "maxConnections">): number =>
  Math.max(
    1,
    maxConnections,
    segments.reduce((sum, { drawn }) => sum + drawn, 0),
    ...ticks.map(({ at }) => at),
  );

/** Returns the segments with their places on the axis and their tones. */
export function placed(model: Pick<GaugeModel, "segments" | "ticks" | "maxConnections">): Placed[] {
  const scale = scaleOf(model);
  let before = 0;
  let applications = 0;
  return model.segments.map((segment) => {
    const from = (before / scale) * 100;
    before += segment.drawn;
    const tone = segment.kind === "application" ? `application-${1 + (applications++ % 4)}` : segment.kind;
    return { ...segment, from, size: (segment.drawn / scale) * 100, tone };
  });
}
