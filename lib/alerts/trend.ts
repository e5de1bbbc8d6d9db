/** One value at a moment, ms since 1970. */
export type Moment = { at: number; value: number };

/** A line through fewer or nearer moments than these is noise. */
const LEAST_MOMENTS = 10;
const LEAST_MS = 30 * 60_000;
/** Share of the variation that the line has to explain: below it the values swing and do not fall. */
const LEAST_FIT = 0.6;

/** Slope per ms of the line closest to the moments (least squares), null where they show no trend. */
export function slopeOf(moments: readonly Moment[]): number | null {
  const [first] = moments;
  const last = moments.at(-1);
  if (first === undefined || last === undefined) return null;
  if (moments.length < LEAST_MOMENTS || last.at - first.at < LEAST_MS) return null;
  const size = moments.length;
  const middle = moments.reduce((sum, { at }) => sum + (at - first.at), 0) / size;
  const mean = moments.reduce((sum, { value }) => sum + value, 0) / size;
  let along = 0;
  let across = 0;
  let spread = 0;
  for (const { at, value } of moments) {
    const x = at - first.at - middle;
    along += x * x;
    across += x * (value - mean);
    spread += (value - mean) ** 2;
  }
  if (along === 0 || spread === 0) return null;
  return across ** 2 / (along * spread) < LEAST_FIT ? null : across / along;
}

/**
 * Returns in how many ms a value reaches a limit if its trend goes on; 0 where it is there already, null where it does not move
 * towards it or shows no trend. `direction` is -1 for a value that falls to the limit, 1 for one that grows to it.
 */
export function endsInMs(
  moments: readonly Moment[],
  now: number,
  limit: number,
  direction: 1 | -1,
): number | null {
  const left = (limit - now) * direction;
  if (left <= 0) return 0;
  const slope = slopeOf(moments);
  if (slope === null || slope * direction <= 0) return null;
  return left / (slope * direction);
}
