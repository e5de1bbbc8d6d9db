import { pauseOf } from "@/lib/api/pause";
import { Refused } from "./refused";

const MOST = 3;
/** The longest wait that a page sits through by itself, ms; beyond it the user decides. */
const LONGEST_WAIT_MS = 10_000;

const PASSING = new Set(["unreachable", "broken off", "failed", "too many"]);

/** Returns whether a read may bring another answer in a moment. A POST is never sent twice. */
const isPassing = (error: unknown): boolean =>
  error instanceof Refused &&
  error.method === "GET" &&
  PASSING.has(error.kind) &&
  (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS;

/**
 * The one rule of the query cache for trying again by itself: three times, with growing pauses or the one that the server asked
 * for; a GET that found no server, a failing one, or too many requests at once. Never what the server refused.
 */
export const RETRY = {
  retry: (failures: number, error: unknown): boolean => failures < MOST && isPassing(error),
  retryDelay: (failures: number, error: unknown): number =>
    Math.max(pauseOf(failures + 1, Math.random()), error instanceof Refused ? (error.retryAfterMs ?? 0) : 0),
};
