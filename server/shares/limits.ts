import "server-only";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { counterKey, limiter, networkKey } from "../auth/limits";
import { againInMinutes, requirePoint } from "../http/limit";

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
  await requirePoint(counter, key, (ms) => `${WORDS[kind]} ${againInMinutes(ms)}`);
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
