import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { requirePoint } from "../http/limit";

/** Requests of one token to one replica in so many seconds: twenty a second, far more than a script that waits needs. */
export const MOST_USES = 1_200;
export const USES_SECONDS = 60;

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomTokenUses: RateLimiterMemory | undefined;
}

const uses = (): RateLimiterMemory =>
  (globalThis.headroomTokenUses ??= new RateLimiterMemory({ points: MOST_USES, duration: USES_SECONDS }));

/** Counts a request of a token, so that a script that never waits leaves room for others. @throws TooMany */
export const countUse = (tokenId: string): Promise<void> =>
  requirePoint(
    uses(),
    tokenId,
    (ms) =>
      `This token sent more than ${MOST_USES} requests in a minute. Try again in ${Math.ceil(ms / 1000)} s.`,
  );

/** Forgets the counts: for tests. */
export function forgetTokenUses(): void {
  globalThis.headroomTokenUses = undefined;
}
