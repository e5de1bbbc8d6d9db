import "server-only";
import type { Budget } from "@/lib/budget/schema";
import type { Sampling } from "@/lib/databases/profile";
import type { Sample } from "@/lib/sample/schema";
import { isUnseen } from "@/lib/snapshot/seen";

/** A full sample is due after this, ms, also where the counts stand still: ages and states have changed. */
export const FULL_EVERY_MS = 5_000;
/** A session is held between samples only where they come at least this often, ms. */
const HELD_UP_TO_MS = 10_000;
/** Where our session is in the way, we come back no sooner than this, ms. */
const COURTESY_MS = 2_000;
/** How long we stay out where we are too many, ms. */
export const CROWD_PAUSE_MS = 60_000;
/** More sessions of our own name than this are a crowd (pganalyze's collector has such a limit as well). */
const CROWD = 2;
/** The name that every session of Headroom has (server/watched/driver.ts). */
const OWN_NAME = "headroom";

/** Returns whether Electric's claim would fit but for our session: it opens its whole pool or none of it. */
export function inTheWay({
  own,
  electricClaimed,
  short,
  usable,
  electricOpen,
  othersTotal,
}: Budget): boolean {
  const room = usable - electricOpen - electricClaimed - othersTotal;
  return electricClaimed > 0 && short === 0 && own > room;
}

/** Returns the ms between samples, and whether the session is held meanwhile. */
export function paceOf(
  { liveMs, idleMs }: Sampling,
  looked: boolean,
  budget: Budget | null,
): { everyMs: number; held: boolean } {
  const everyMs = looked ? liveMs : idleMs;
  if (budget !== null && inTheWay(budget)) return { everyMs: Math.max(everyMs, COURTESY_MS), held: false };
  return { everyMs, held: looked && everyMs <= HELD_UP_TO_MS };
}

/**
 * Returns whether more sessions named as ours are on this database than one Headroom and a check of it need. Those on
 * other databases of the server watch others, each its own.
 */
export function crowded({ activity, database: { name } }: Sample): boolean {
  if (isUnseen(activity)) return false;
  const ours = activity.groups.filter(
    ({ applicationName, database }) => applicationName === OWN_NAME && database === name,
  );
  return ours.reduce((sum, { count }) => sum + count, 0) > CROWD;
}

const longest = { full: { looked: 10_000, not: 60_000 }, unreachable: { looked: 10_000, not: 300_000 } };
const shortest = { full: 2_000, unreachable: 500 };

/**
 * Returns the ms until the next try after so many failed ones (1 and more), longer each time. `chance` (0 to 1) spreads
 * those that failed together.
 */
export function retryPause(
  why: "full" | "unreachable",
  failures: number,
  looked: boolean,
  chance: number,
): number {
  const limit = longest[why][looked ? "looked" : "not"];
  const grown = Math.min(limit, shortest[why] * 2 ** Math.min(failures - 1, 16));
  return Math.round(grown * (0.8 + 0.2 * chance));
}
