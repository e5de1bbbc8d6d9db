import type { ChartPoint, Pause, Range } from "./schema";

/** The drawing's own units: wide enough that a point of 360 is more than two of them. */
export const WIDTH = 1000;
export const HEIGHT = 240;

const NAMED = 4;

/** One area of the stack: its values by point, connections. `tone` is a segment's of the gauge. */
export type Layer = { key: string; label: string; tone: string; values: number[] };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Returns the areas from below: Electric open, claimed, the four largest applications of the range, the others, Headroom. */
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
  const layers: Layer[] = [
    {
      key: "electric-open",
      label: "Electric, open",
      tone: "electric-open",
      values: held((p) => p.electricOpen),
    },
    {
      key: "electric-claimed",
      label: "Electric, claimed",
      tone: "electric-claimed",
      values: held((p) => p.electricClaimed),
    },
    ...named.map((name, at) => ({
      key: `application ${name}`,
      label: name,
      tone: `application-${at + 1}`,
      values: held((p) => p.others[name] ?? 0),
    })),
    { key: "others", label: "Other", tone: "others", values: held(rest) },
    { key: "headroom", label: "Headroom", tone: "headroom", values: held((p) => p.own) },
  ];
  return layers.filter(({ values }) => values.some((value) => value > 0));
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

const MINUTE = 60_000;
const STEP_MS: Record<Range, number> = { hour: 10 * MINUTE, day: 4 * 60 * MINUTE, week: 24 * 60 * MINUTE };

/** Returns the times (ms) that get a label: round ones of the reader's clock. `offsetMin` as getTimezoneOffset has it. */
export function timeTicks(range: Range, from: number, to: number, offsetMin: number): number[] {
  const step = STEP_MS[range];
  const shift = offsetMin * MINUTE;
  const ticks: number[] = [];
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at);
  return ticks;
}

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
