import "server-only";

const DAY = 24 * 60 * 60;

/** A session ends this long after its sign-in, whatever happens. */
export const ABSOLUTE_SECONDS = 30 * DAY;

/** How long an unused session lives. */
const IDLE_MS = 7 * DAY * 1000;

/** The time of its last use is kept no finer than this, so that reading a page writes nothing. */
const TOUCH_MS = 60 * 60 * 1000;

/** Returns the time since when a session must have been used, to be one still. */
export const idleSince = (now: Date): Date => new Date(now.getTime() - IDLE_MS);

/** Returns what is to be done with a session last used at `usedAt`. */
export function ageOf(usedAt: Date, now: Date): "ended" | "to be touched" | "fresh" {
  const idle = now.getTime() - usedAt.getTime();
  if (idle > IDLE_MS) return "ended";
  return idle > TOUCH_MS ? "to be touched" : "fresh";
}
