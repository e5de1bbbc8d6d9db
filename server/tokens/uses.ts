import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooMany } from "../errors";

/** Requests of one token to one replica in so many seconds: twenty a second, far more than a script that waits needs. */
export const MOST_USES = 1_200;
export const USES_SECONDS = 60;

/** A good token was sent too often; its headers are not those of refused ones. */
export class TooManyUses extends TooMany {}

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomTokenUses: RateLimiterMemory | undefined;
}

const uses = (): RateLimiterMemory =>
  (globalThis.headroomTokenUses ??= new RateLimiterMemory({ points: MOST_USES, duration: USES_SECONDS }));

/** Counts a request of a token, so that a script that never waits leaves room for others. @throws TooManyUses */
export async function countUse(tokenId: string): Promise<void> {
  try {
    await uses().consume(tokenId);
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    const seconds = Math.ceil(full.msBeforeNext / 1000);
    throw new TooManyUses(
      `This token sent more than ${MOST_USES} requests in a minute. Try again in ${seconds} s.`,
      seconds,
    );
  }
}

/** Forgets the counts: for tests. */
export function forgetTokenUses(): void {
  globalThis.headroomTokenUses = undefined;
}
