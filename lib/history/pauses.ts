import type { RolledUp } from "./roll-up";
import type { Mark, MarkKind, Pause } from "./schema";

/** A kept row: a sample (spanMs 0), or a minute or an hour of them from `at` on. Times are ms since 1970. */
export type Row = RolledUp & { at: number; spanMs: number };

/** Stretch of time that is shown, ms since 1970, and the pace while no page looks, ms. */
export type Window = { from: number; to: number; idleMs: number };

/** More paces than this without a sample are a pause. */
export const PACES_MISSED = 3;

/** Samples are written some at a time: the newest may still be on their way. */
const ON_THEIR_WAY_MS = 20_000;

const REASONS: Partial<Record<MarkKind, string>> = {
  full: "The database was full: no connection was left for Headroom either.",
  unreachable: "The database could not be reached.",
  off: "Watching was switched off for this database.",
};
const ENDS: readonly MarkKind[] = ["back", "on"];
const NOT_WATCHED = "Headroom was not running, or did not watch this database.";
const NOTHING_KEPT = "Nothing is kept from this time.";

type Timed = { at: number; kind: MarkKind };

/** The marks that begin or end a pause, by time. */
const statesOf = (marks: readonly Mark[]): Timed[] =>
  marks
    .filter(({ kind }) => REASONS[kind] !== undefined || ENDS.includes(kind))
    .map(({ at, kind }) => ({ at: Date.parse(at), kind }))
    .sort((a, b) => a.at - b.at);

const troubleIn = (states: readonly Timed[], from: number, to: number): Timed | undefined =>
  states.findLast(({ at, kind }) => at >= from && at < to && REASONS[kind] !== undefined);

/** Returns until when a row speaks by itself: its span, or a pace after its only sample. */
export const endOf = (row: Row): number => row.at + Math.max(row.spanMs, row.everyMs);

/**
 * Returns whether there is a pause between two neighbours. The pace that counts is the slower of the two: when a page is
 * closed it falls from a second to a minute, which is no pause. Trouble that was marked between them is one at any length.
 */
function between(row: Row, next: Row, states: readonly Timed[]): boolean {
  const without = next.at - (row.at + row.spanMs);
  return (
    without > PACES_MISSED * Math.max(row.everyMs, next.everyMs) ||
    troubleIn(states, endOf(row), next.at) !== undefined
  );
}

function reasonOf(states: readonly Timed[], since: number, to: number, otherwise: string): string {
  const before = states.findLast(({ at }) => at < since);
  const mark = troubleIn(states, since, to) ?? before;
  return (mark && REASONS[mark.kind]) ?? otherwise;
}

/**
 * Returns the stretches of the window without samples, by time, each with its reason as far as the marks tell; they may
 * begin before the window. `rows` are sorted by time and lie in the window.
 */
export function pausesOf(
  rows: readonly Row[],
  marks: readonly Mark[],
  { from, to, idleMs }: Window,
): Pause[] {
  const states = statesOf(marks);
  const pause = (start: number, end: number, since: number, otherwise = NOT_WATCHED): Pause => ({
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    reason: reasonOf(states, since, end, otherwise),
  });
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [pause(from, to, from, NOTHING_KEPT)];
  const slowest = (row: Row) => PACES_MISSED * Math.max(row.everyMs, idleMs);
  const end = Math.min(to, endOf(last));
  const trailing =
    to - (last.at + last.spanMs) > slowest(last) + ON_THEIR_WAY_MS ||
    troubleIn(states, end, to) !== undefined;
  return [
    ...(first.at - from > slowest(first) ? [pause(from, first.at, from, NOTHING_KEPT)] : []),
    ...rows.flatMap((row, i) => {
      const next = rows[i + 1];
      return next !== undefined && between(row, next, states) ? [pause(endOf(row), next.at, row.at)] : [];
    }),
    ...(trailing && end < to ? [pause(end, to, last.at)] : []),
  ];
}
