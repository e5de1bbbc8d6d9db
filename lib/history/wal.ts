import { bytes, span } from "@/lib/text/words";
import type { ChartPoint } from "./schema";

/** Outlook of the WAL that is kept for Electric's slot. */
export type WalOutlook = {
  retainedBytes: number;
  /** Of max_slot_wal_keep_size; null without a limit. May be over 100: the slot is lost at the next checkpoint. */
  percent: number | null;
  /** How fast it grows (or falls, below 0) over the window; null where the window is too short to tell. */
  bytesPerSecond: number | null;
  /** Until the limit at that pace; null where none is near, where there is no limit, and where it falls. */
  exhaustedInMs: number | null;
  /** The same in a sentence or two. */
  words: string;
};

/** A time to exhaustion is a guess from one window: told only where it is near enough to act on. */
const TOLD_BELOW_MS = 48 * 3_600_000;
/** Below this many points or this much time a pace would be noise. */
const LEAST_POINTS = 3;
const LEAST_MS = 60_000;

type Moment = { at: number; retained: number };

/** The slope of the line through the points that lies closest to all of them (least squares), bytes per second. */
function slopeOf(moments: readonly Moment[]): number | null {
  const [first] = moments;
  const last = moments.at(-1);
  if (first === undefined || last === undefined) return null;
  if (moments.length < LEAST_POINTS || last.at - first.at < LEAST_MS) return null;
  const seconds = moments.map(({ at }) => (at - first.at) / 1000);
  const middle = seconds.reduce((sum, x) => sum + x, 0) / seconds.length;
  const mean = moments.reduce((sum, { retained }) => sum + retained, 0) / moments.length;
  const across = moments.reduce(
    (sum, { retained }, i) => sum + ((seconds[i] ?? 0) - middle) * (retained - mean),
    0,
  );
  const along = seconds.reduce((sum, x) => sum + (x - middle) ** 2, 0);
  return across / along;
}

function wordsOf(
  { retainedBytes, percent, bytesPerSecond, exhaustedInMs }: Omit<WalOutlook, "words">,
  keep: number | null,
): string {
  const kept =
    keep === null || percent === null
      ? `${bytes(retainedBytes)} of WAL are kept for Electric, and nothing limits them: max_slot_wal_keep_size is -1.`
      : `${bytes(retainedBytes)} of WAL are kept for Electric, ${Math.round(percent)} % of max_slot_wal_keep_size (${bytes(keep)}).`;
  if (percent !== null && percent >= 100)
    return `${kept} The limit is reached: Postgres may drop what Electric has not read at its next checkpoint, and the slot is lost then.`;
  if (bytesPerSecond === null) return kept;
  const pace = Math.round(Math.abs(bytesPerSecond));
  if (pace === 0) return `${kept} They do not grow.`;
  if (bytesPerSecond < 0) return `${kept} They shrink by ${bytes(pace)} a second.`;
  const left = exhaustedInMs === null ? "" : `; at this pace the limit is reached in ${span(exhaustedInMs)}`;
  return `${kept} They grow by ${bytes(pace)} a second${left}.`;
}

/**
 * Returns how the WAL that is kept for Electric's slot goes, from the points of a window by time (the last hour tells the
 * pace of now); null where no point knows of a slot. `maxSlotWalKeepBytes` is null for -1, without limit.
 */
export function walOutlook(
  points: readonly Pick<ChartPoint, "at" | "average">[],
  maxSlotWalKeepBytes: number | null,
): WalOutlook | null {
  const moments = points.flatMap(({ at, average: { walRetainedBytes: retained } }): Moment[] =>
    retained === null ? [] : [{ at: Date.parse(at), retained }],
  );
  const last = moments.at(-1);
  if (last === undefined) return null;
  const keep = maxSlotWalKeepBytes;
  const bytesPerSecond = slopeOf(moments);
  const leftMs =
    keep !== null && bytesPerSecond !== null && bytesPerSecond > 0
      ? (Math.max(0, keep - last.retained) / bytesPerSecond) * 1000
      : null;
  const outlook = {
    retainedBytes: last.retained,
    // With a limit of 0 Postgres keeps nothing beyond what it needs itself: whatever is kept is over it.
    percent: keep === null ? null : keep === 0 ? (last.retained > 0 ? 100 : 0) : (100 * last.retained) / keep,
    bytesPerSecond,
    exhaustedInMs: leftMs !== null && leftMs < TOLD_BELOW_MS ? leftMs : null,
  };
  return { ...outlook, words: wordsOf(outlook, keep) };
}
