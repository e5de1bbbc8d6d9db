import type { LiveRow } from "./schema";

export type Freshness = "fresh" | "late" | "stale";

/** Ticks that may be missed before what is shown is late, and before it is stale. */
const LATE_AFTER = 3;
const STALE_AFTER = 10;
/** Time that a sample takes on its way, ms: no tick is missed for it. */
const ON_ITS_WAY_MS = 500;

/** Returns how far a sample of that age can be trusted, at that pace (ms between samples); one that never came is stale. */
export function freshnessOf(ageMs: number | null, everyMs: number): Freshness {
  if (ageMs === null) return "stale";
  const missed = (ageMs - ON_ITS_WAY_MS) / Math.max(everyMs, 1_000);
  return missed <= LATE_AFTER ? "fresh" : missed <= STALE_AFTER ? "late" : "stale";
}

/** Returns the age of the latest sample in ms, by Headroom's clock; null before the first one. */
export const ageOf = ({ sampledAt }: Pick<LiveRow, "sampledAt">, headroomNow: number): number | null =>
  sampledAt === null ? null : Math.max(0, headroomNow - Date.parse(sampledAt));

/** Returns the ms until the next try, by Headroom's clock; null where none is planned. */
export const untilNextTry = (
  { nextTryAt }: Pick<LiveRow, "nextTryAt">,
  headroomNow: number,
): number | null => (nextTryAt === null ? null : Math.max(0, Date.parse(nextTryAt) - headroomNow));

/** Returns an age in words, to the second while it is below a minute: "2 s ago". */
export function agoInWords(ageMs: number): string {
  const seconds = Math.floor(ageMs / 1000);
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}

/** Returns how long a stream may say nothing before it counts as broken, ms: some ticks, or the pause until the next try. */
export function quietFor({ state, everyMs, nextTryAt, sentAt }: LiveRow): number {
  if (state === "off") return Number.POSITIVE_INFINITY;
  const pause = nextTryAt === null ? 0 : Date.parse(nextTryAt) - Date.parse(sentAt);
  return Math.max(0, pause) + Math.max(20_000, 4 * everyMs);
}
