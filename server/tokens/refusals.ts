import "server-only";
import { RateLimiterRes, type RateLimiterPostgres } from "rate-limiter-flexible";
import { appendEvent } from "../audit/append";
import { counterKey, limiter, networkKey } from "../auth/limits";
import { TooMany } from "../errors";
import { db } from "../store/db";

/** Refused tokens of one address in a quarter of an hour. */
export const MOST_REFUSED = 60;

type Limits = { guesses: RateLimiterPostgres; entries: RateLimiterPostgres };

declare global {
  var headroomTokenLimits: Limits | undefined;
}

const limits = (): Limits =>
  (globalThis.headroomTokenLimits ??= {
    guesses: limiter("token", MOST_REFUSED),
    entries: limiter("token-entry", 1, 60),
  });

/** Consumes one point; returns the seconds until there is one again, null where there was one. */
async function takePoint(counter: RateLimiterPostgres, key: string): Promise<number | null> {
  try {
    await counter.consume(key);
    return null;
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    return Math.ceil(full.msBeforeNext / 1000);
  }
}

/** A refused token: its name where it is one of ours that ended, and the reason. */
export type RefusedToken = { name: string | null; why: string };

/**
 * Counts a refused token, and writes it into the audit log: at most one entry a minute for an address, on whichever replica. A token that
 * opens something never gets here, so that a script with a wrong token does not lock out another of the same address.
 * @throws TooMany after 60 in a quarter of an hour
 */
export async function countRefused({ name, why }: RefusedToken, address: string): Promise<void> {
  const key = counterKey("token", networkKey(address));
  const wait = await takePoint(limits().guesses, key);
  if ((await takePoint(limits().entries, key)) === null)
    await db().transaction((tx) =>
      appendEvent(tx, {
        userId: null,
        userName: "Not signed in",
        fromAddress: address,
        databaseId: null,
        profileName: "",
        action: "refuse a token",
        detail: { ...(name !== null && { token: name }), why },
      }),
    );
  if (wait === null) return;
  throw new TooMany(
    `Too many tokens that open nothing came from this address. Try again in ${Math.ceil(wait / 60)} min.`,
    wait,
  );
}

/** Forgets the counters with their store: for tests. */
export function forgetTokenLimits(): void {
  globalThis.headroomTokenLimits = undefined;
}
