import "server-only";
import { RateLimiterRes, type RateLimiterPostgres } from "rate-limiter-flexible";
import { counterKey, limiter, networkKey } from "../auth/limits";
import { TooMany } from "../errors";

type Kind = "wall" | "badge" | "screen";

/** Tries of one address in a quarter of an hour: wrong tokens of walls and of badges, and screens that it opens. */
const POINTS: Record<Kind, number> = { wall: 20, badge: 60, screen: 60 };

const WORDS: Record<Kind, string> = {
  wall: "Too many links that open nothing were tried from this address.",
  badge: "Too many badges that do not exist were asked for from this address.",
  screen: "Too many screens were opened from this address.",
};

declare global {
  var headroomShareLimits: Partial<Record<Kind, RateLimiterPostgres>> | undefined;
}

const limitOf = (kind: Kind): RateLimiterPostgres =>
  ((globalThis.headroomShareLimits ??= {})[kind] ??= limiter(kind, POINTS[kind]));

/** Counts one try, before it is judged, so that many at once cannot outrun the count. @throws TooMany */
export async function countTry(kind: Kind, address: string): Promise<{ forgive(): Promise<void> }> {
  const [counter, key] = [limitOf(kind), counterKey(kind, networkKey(address))];
  try {
    await counter.consume(key);
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    const minutes = Math.ceil(full.msBeforeNext / 60_000);
    throw new TooMany(`${WORDS[kind]} Try again in ${minutes} min.`, Math.ceil(full.msBeforeNext / 1000));
  }
  return {
    async forgive() {
      await counter.reward(key);
    },
  };
}

/** Forgets the counters with their store: for tests. */
export function forgetShareLimits(): void {
  globalThis.headroomShareLimits = undefined;
}
