import "server-only";
import type { Budget } from "@/lib/budget/schema";
import type { Sampling } from "@/lib/databases/database";
import type { Sample } from "@/lib/sample/schema";
import { isUnseen } from "@/lib/snapshot/seen";

/** A full sample is due after this, ms, also where the counts stand still: ages and states have changed. */
export const FULL_EVERY_MS = 5_000;
/** A session is held between samples only where they come at least this often, ms. */
const HELD_UP_TO_MS = 10_000;
/** Pause before our session comes back where it is in the way, ms. */
const COURTESY_MS = 2_000;
/** How long we stay out where we are too many, ms. */
export const CROWD_PAUSE_MS = 60_000;
/** The pace of a server of which no database is watched, ms. */
const IDLE_MS = 60_000;
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

/** The ms between samples, and whether the session is held meanwhile. */
export type Pace = { everyMs: number; held: boolean };

/** The facts of one watched database that the pace of its server depends on. */
export type Paced = { sampling: Sampling; isLookedAt: boolean; budget: Budget | null };

const ownPace = ({ sampling, isLookedAt }: Paced): number => (isLookedAt ? sampling.liveMs : sampling.idleMs);

/**
 * Returns the pace of a server: that of its fastest database, and slower, without a held session, where ours is in the way of
 * any of them. A server without one is not sampled.
 */
export function serverPace(databases: readonly Paced[]): Pace {
  if (databases.length === 0) return { everyMs: IDLE_MS, held: false };
  const everyMs = Math.min(...databases.map(ownPace));
  if (databases.some(({ budget }) => budget !== null && inTheWay(budget)))
    return { everyMs: Math.max(everyMs, COURTESY_MS), held: false };
  return { everyMs, held: databases.some(({ isLookedAt }) => isLookedAt) && everyMs <= HELD_UP_TO_MS };
}

/** Returns the pace of one database of a server: its own, and never faster than the server's. */
export const databasePace = (database: Paced, { everyMs, held }: Pace): Pace => ({
  everyMs: Math.max(ownPace(database), everyMs),
  held,
});

/** Returns whether a database of that pace takes this sample of its server, `sinceMs` after its last one. */
export const isDue = (sinceMs: number, own: Pace, server: Pace): boolean =>
  sinceMs >= own.everyMs - server.everyMs / 2;

/** Returns how long an answer may take, ms: two ticks after it was due, so that a server that hangs is told within three. */
export const answerLimit = (everyMs: number): number => Math.min(10_000, Math.max(2_000, 2 * everyMs));

/**
 * Returns whether more sessions named as ours are on the server than one Headroom and a repair by it need: one session watches
 * all databases of a server.
 */
export function crowded({ activity }: Pick<Sample, "activity">): boolean {
  if (isUnseen(activity)) return false;
  const ours = activity.groups.filter(({ applicationName }) => applicationName === OWN_NAME);
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
