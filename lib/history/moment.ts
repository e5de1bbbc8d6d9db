import { RANGE_MS } from "./chart";
import { RANGES, type Range } from "./schema";

/** A moment that a link names: none, one that cannot be shown with the reason, or a time in ms. */
export type Moment = { kind: "none" } | { kind: "bad"; says: string } | { kind: "at"; at: number };

/** ISO 8601 with a zone: without one, a link would mean another moment to each reader. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
/** Difference between two clocks that is no future, ms. */
const CLOCKS_MS = 60_000;
const HINT = "A moment is a time with its zone, such as 2026-11-30T03:12:00Z.";

/** Returns the moment of a link's `at`; `now` in ms. */
export function momentOf(text: string | null, now: number): Moment {
  if (text === null) return { kind: "none" };
  const at = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return { kind: "bad", says: `This link names no moment. ${HINT}` };
  if (at > now + CLOCKS_MS) return { kind: "bad", says: "The moment of this link lies in the future." };
  if (rangeHolding(at, now) === null)
    return {
      kind: "bad",
      says: "The moment of this link is more than a year ago. Nothing is kept for longer than a year.",
    };
  return { kind: "at", at };
}

/** Returns the smallest range that holds a time; null where it is older than a year. */
export const rangeHolding = (at: number, now: number): Range | null =>
  RANGES.find((range) => at >= now - RANGE_MS[range].length) ?? null;

/** Words for what each range is drawn from (server/history/prune.ts). */
const KEPT: Record<Range, string> = {
  hour: "every sample of the last hour",
  day: "averages by the minute, kept for a week",
  week: "averages by the minute, kept for a week",
  year: "averages by the hour",
};

/** Returns the sentence for what the chart shows of a moment. */
export const keptText = (range: Range): string => `The chart shows ${KEPT[range]}.`;

/** Returns the address of a moment of a database's connections, without its origin. */
export const momentPath = (databaseId: string, at: string): string =>
  `/databases/${databaseId}/connections?at=${encodeURIComponent(at)}`;
