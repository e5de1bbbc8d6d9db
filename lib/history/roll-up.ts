import { NAMED_APPLICATIONS } from "./point";
import type { Point } from "./schema";

/** Sum of some samples. `everyMs` is the slowest pace among them: a much longer gap is a pause. */
export type RolledUp = { average: Point; peak: Point; count: number; everyMs: number };

/** Returns one sample as the roll-up of itself. */
export const ofOne = (point: Point, everyMs: number): RolledUp => ({
  average: point,
  peak: point,
  count: 1,
  everyMs,
});

/** A point and how many samples it stands for. */
type Part = { point: Point; count: number };
type Weighed = { value: number; count: number };
type Sum = (values: readonly Weighed[]) => number;

const largest: Sum = (values) => values.reduce((most, { value }) => Math.max(most, value), 0);

/** An average by count; the last bit of a float must not bring it over the largest. */
const averaged: Sum = (values) => {
  const count = values.reduce((sum, part) => sum + part.count, 0);
  const sum = values.reduce((total, { value, count: times }) => total + value * times, 0);
  return Math.min(sum / Math.max(1, count), largest(values));
};

/** The names with the highest peaks; where one is missing it held nothing, or too little to be named. */
function namesOf(parts: readonly RolledUp[]): string[] {
  const peaks = new Map<string, number>();
  for (const { peak } of parts)
    for (const [name, held] of Object.entries(peak.others))
      peaks.set(name, Math.max(held, peaks.get(name) ?? 0));
  return [...peaks]
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, NAMED_APPLICATIONS)
    .map(([name]) => name);
}

/** Brings points down to one. What could not be seen in some is summed over the others, and null where no one saw it. */
function together(parts: readonly Part[], names: readonly string[], sum: Sum): Point {
  const of = (read: (point: Point) => number) =>
    sum(parts.map(({ point, count }) => ({ value: read(point), count })));
  const perhaps = (read: (point: Point) => number | null) => {
    const seen = parts.flatMap(({ point, count }): Weighed[] => {
      const value = read(point);
      return value === null ? [] : [{ value, count }];
    });
    return seen.length === 0 ? null : sum(seen);
  };
  return {
    maxConnections: of((point) => point.maxConnections),
    usable: of((point) => point.usable),
    electricOpen: of((point) => point.electricOpen),
    electricClaimed: of((point) => point.electricClaimed),
    own: of((point) => point.own),
    free: of((point) => point.free),
    short: of((point) => point.short),
    othersTotal: of((point) => point.othersTotal),
    others: Object.fromEntries(names.map((name) => [name, of(({ others }) => others[name] ?? 0)])),
    walRetainedBytes: perhaps((point) => point.walRetainedBytes),
    walLagBytes: perhaps((point) => point.walLagBytes),
    sessionsPerSecond: perhaps((point) => point.sessionsPerSecond),
  };
}

/**
 * Returns what parts of the same database come to: averages by count, peaks by the largest, so that hours can be made
 * of minutes. The peaks of two fields need not have been at one moment. @throws where there is no part
 */
export function rollUpOf(parts: readonly RolledUp[]): RolledUp {
  if (parts.length === 0) throw new Error("Nothing can be rolled up of no samples.");
  const names = namesOf(parts);
  return {
    average: together(
      parts.map(({ average, count }) => ({ point: average, count })),
      names,
      averaged,
    ),
    peak: together(
      parts.map(({ peak, count }) => ({ point: peak, count })),
      names,
      largest,
    ),
    count: parts.reduce((sum, { count }) => sum + count, 0),
    everyMs: parts.reduce((slowest, { everyMs }) => Math.max(slowest, everyMs), 0),
  };
}
