import { headroomOf, shortOf } from "../budget/headroom";
import type { ChartPoint, Pause } from "./schema";

/** The drawing's own units: wide enough that a point of 360 is more than two of them. */
export const WIDTH = 1000;
export const HEIGHT = 240;

const NAMED = 4;

/** One area of the stack: what is drawn of it by point, and the whole number, connections. `tone` is a segment's of the gauge. */
export type Layer = { key: string; label: string; tone: string; values: number[]; counts: number[] };

/** Returns how much of Electric fits, as the gauge draws it: what is short is cut from the claim first, then from what is open. */
function fitted({ average }: ChartPoint): { open: number; claimed: number; short: number } {
  const { electricOpen, electricClaimed } = average;
  const short = shortOf(headroomOf(average));
  const claimed = Math.max(0, electricClaimed - short);
  return { claimed, open: Math.max(0, electricOpen - Math.max(0, short - electricClaimed)), short };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Returns the areas from below: Electric open and claimed as far as they fit, the four largest applications of the range, the others,
 * and what is short, which begins at what is usable.
 */
export function layersOf(points: readonly ChartPoint[]): Layer[] {
  const totals = new Map<string, number>();
  for (const { average } of points)
    for (const [name, count] of Object.entries(average.others))
      totals.set(name, (totals.get(name) ?? 0) + count);
  const named = [...totals]
    .sort(([a, most], [b, less]) => less - most || (a < b ? -1 : 1))
    .slice(0, NAMED)
    .map(([name]) => name);
  const held = (pick: (point: ChartPoint["average"]) => number) => points.map(({ average }) => pick(average));
  const rest = ({ othersTotal, others }: ChartPoint["average"]) =>
    Math.max(0, othersTotal - sum(named.map((name) => others[name] ?? 0)));
  const fits = points.map(fitted);
  const whole = (key: string, label: string, tone: string, counts: number[]): Layer => ({
    key,
    label,
    tone,
    counts,
    values: counts,
  });
  const open = whole(
    "electric-open",
    "Electric, open",
    "electric-open",
    held((p) => p.electricOpen),
  );
  const claimed = whole(
    "electric-claimed",
    "Electric, claimed",
    "electric-claimed",
    held((p) => p.electricClaimed),
  );
  const layers: Layer[] = [
    { ...open, values: fits.map((each) => each.open) },
    { ...claimed, values: fits.map((each) => each.claimed) },
    ...named.map((name, at) =>
      whole(
        `application ${name}`,
        name,
        `application-${at + 1}`,
        held((p) => p.others[name] ?? 0),
      ),
    ),
    whole("others", "Other", "others", held(rest)),
    whole(
      "short",
      "Short",
      "short",
      fits.map(({ short }) => short),
    ),
  ];
  return layers.filter(({ counts }) => counts.some((count) => count > 0));
}

/** Returns the upper edge of each layer when they stand on each other; the lower edge is that of the one before. */
export function stacked(layers: readonly Layer[]): number[][] {
  const below: number[] = [];
  return layers.map(({ values }) =>
    values.map((value, at) => {
      below[at] = (below[at] ?? 0) + value;
      return below[at];
    }),
  );
}

/** Returns the largest number that has to find room: limits and stacks. At least 1. */
export const topOf = (points: readonly ChartPoint[], stacks: readonly (readonly number[])[]): number =>
  Math.max(1, ...points.map(({ average }) => average.maxConnections), ...(stacks.at(-1) ?? []));

export type Scale = { x: (at: number) => number; y: (connections: number) => number };

/** Returns where times (ms) and connections stand in the drawing. */
export function scaleOf(from: number, to: number, top: number): Scale {
  const span = Math.max(1, to - from);
  return {
    x: (at) => (Math.min(Math.max(at, from), to) - from) * (WIDTH / span),
    y: (connections) => HEIGHT - connections * (HEIGHT / top),
  };
}

/** A pause between two points, however short, parts the runs. */
const TOUCH_MS = 1;

/** Returns the stretches of points without a pause between them, as positions [first, last]. */
export function runsOf(points: readonly ChartPoint[]): [number, number][] {
  const runs: [number, number][] = [];
  points.forEach(({ at }, position) => {
    const run = runs.at(-1);
    const before = points[position - 1];
    const follows =
      before !== undefined && Date.parse(at) - (Date.parse(before.at) + before.spanMs) <= TOUCH_MS;
    if (run !== undefined && follows) run[1] = position;
    else runs.push([position, position]);
  });
  return runs;
}

const round = (number: number): string => String(Math.round(number * 100) / 100);

/** The steps of a line over a run: each point holds from its time on for its span. */
function steps(
  points: readonly ChartPoint[],
  [first, last]: [number, number],
  edge: readonly number[],
  { x, y }: Scale,
) {
  return points.slice(first, last + 1).flatMap(({ at, spanMs }, i): [number, number][] => {
    const start = Date.parse(at);
    const level = y(edge[first + i] ?? 0);
    return [
      [x(start), level],
      [x(start + spanMs), level],
    ];
  });
}

const joined = (corners: readonly [number, number][]): string =>
  corners.map(([x, y]) => `${round(x)},${round(y)}`).join("L");

/** Returns the path of the area between two edges; nothing is drawn over a pause. */
export function areaPath(
  points: readonly ChartPoint[],
  lower: readonly number[],
  upper: readonly number[],
  scale: Scale,
): string {
  return runsOf(points)
    .map((run) => {
      const top = steps(points, run, upper, scale);
      const bottom = steps(points, run, lower, scale).reverse();
      return `M${joined([...top, ...bottom])}Z`;
    })
    .join("");
}

/** Returns the path of a line of steps; nothing is drawn over a pause. */
export const linePath = (points: readonly ChartPoint[], edge: readonly number[], scale: Scale): string =>
  runsOf(points)
    .map((run) => `M${joined(steps(points, run, edge, scale))}`)
    .join("");

/** Returns the position of the point that holds at a time, or the nearest one; -1 where there is none. */
export function pointAt(points: readonly ChartPoint[], at: number): number {
  let nearest = -1;
  let distance = Infinity;
  points.forEach((point, position) => {
    const start = Date.parse(point.at);
    const end = start + point.spanMs;
    const away = at < start ? start - at : at > end ? at - end : 0;
    if (away < distance) [nearest, distance] = [position, away];
  });
  return nearest;
}

/** Returns the pauses as stretches of the drawing. */
export const pauseBands = (pauses: readonly Pause[], { x }: Scale) =>
  pauses.map(({ from, to, reason }) => {
    const start = x(Date.parse(from));
    return { x: start, width: Math.max(0, x(Date.parse(to)) - start), reason, from };
  });
