import { endOf, type Row, type Window } from "./pauses";
import { rollUpOf } from "./roll-up";
import type { ChartPoint, Pause, Range } from "./schema";

const MINUTE = 60_000;

/** How long each range is, and the width of its points: 360, 360, 336 and 365 of them. All ms. */
export const RANGE_MS: Record<Range, { length: number; bucket: number }> = {
  hour: { length: 60 * MINUTE, bucket: 10_000 },
  day: { length: 24 * 60 * MINUTE, bucket: 4 * MINUTE },
  week: { length: 7 * 24 * 60 * MINUTE, bucket: 30 * MINUTE },
  year: { length: 365 * 24 * 60 * MINUTE, bucket: 24 * 60 * MINUTE },
};

/** Rows that become one point, and whether a pause follows them. */
type Bucket = { rows: Row[]; beforePause: boolean };

function bucketsOf(rows: readonly Row[], width: number, pauses: readonly Pause[]): Bucket[] {
  const resumes = new Set(pauses.map(({ to }) => Date.parse(to)));
  const buckets: Bucket[] = [];
  for (const row of rows) {
    const open = buckets.at(-1);
    const [first] = open?.rows ?? [];
    const afterPause = resumes.has(row.at);
    if (open && afterPause) open.beforePause = true;
    const same = first !== undefined && Math.floor(first.at / width) === Math.floor(row.at / width);
    if (open && same && !afterPause) open.rows.push(row);
    else buckets.push({ rows: [row], beforePause: false });
  }
  return buckets;
}

/**
 * Returns the points of a chart. Each holds until the next one, or until the pause after it, so that points and pauses
 * cover the window together and never overlap. A pause in the middle of a point makes two of it. `rows` are sorted by
 * time and lie in the window.
 */
export function chartOf(
  rows: readonly Row[],
  pauses: readonly Pause[],
  range: Range,
  { to }: Pick<Window, "to">,
): ChartPoint[] {
  const buckets = bucketsOf(rows, RANGE_MS[range].bucket, pauses);
  const trailing = pauses.at(-1);
  const end = trailing !== undefined && Date.parse(trailing.to) === to ? Date.parse(trailing.from) : to;
  return buckets.flatMap(({ rows: together, beforePause }, i): ChartPoint[] => {
    const [first] = together;
    const last = together.at(-1);
    if (first === undefined || last === undefined) return [];
    const next = buckets[i + 1]?.rows[0];
    const until = next === undefined ? end : beforePause ? endOf(last) : next.at;
    const { average, peak } = rollUpOf(together);
    return [{ at: new Date(first.at).toISOString(), spanMs: until - first.at, average, peak }];
  });
}
