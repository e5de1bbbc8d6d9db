import "server-only";
import { RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { TooMany } from "../errors";

/** A point that was asked of a limit: whether there was one, how many are left, and the ms until it begins anew. */
export type Point = { taken: boolean; left: number; resetMs: number };

type Counter = Pick<RateLimiterAbstract, "consume">;

const pointOf = (taken: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Point => ({
  taken,
  left: remainingPoints,
  resetMs: msBeforeNext,
});

/** Takes a point of a limit, where one is left. @throws what the counter's store throws */
export async function takePoint(counter: Counter, key: string): Promise<Point> {
  try {
    return pointOf(true, await counter.consume(key));
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    return pointOf(false, full);
  }
}

/** Takes a point of a limit; `says` is the text where none is left, of the ms until it begins anew. @throws TooMany */
export async function requirePoint(
  counter: Counter,
  key: string,
  says: (resetMs: number) => string,
): Promise<void> {
  const { taken, resetMs } = await takePoint(counter, key);
  if (!taken) throw new TooMany(says(resetMs), Math.ceil(resetMs / 1000));
}

/** Returns the end of such a text: "Try again in 12 min." */
export const againInMinutes = (ms: number): string => `Try again in ${Math.ceil(ms / 60_000)} min.`;
