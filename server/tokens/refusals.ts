import "server-only";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { appendEvent } from "../audit/append";
import { counterKey, limiter, networkKey } from "../auth/limits";
import { TooMany } from "../errors";
import { againInMinutes, takePoint } from "../http/limit";
import { db } from "../store/db";

/** Refused tokens of one address in so many seconds. */
export const MOST_REFUSED = 60;
export const REFUSED_SECONDS = 15 * 60;

type Limits = { guesses: RateLimiterPostgres; entries: RateLimiterPostgres };

declare global {
  var headroomTokenLimits: Limits | undefined;
}

const limits = (): Limits =>
  (globalThis.headroomTokenLimits ??= {
    guesses: limiter("token", MOST_REFUSED, REFUSED_SECONDS),
    entries: limiter("token-entry", 1, 60),
  });

/** The rest of a limit: refused tokens that are left, and the seconds until it begins anew. */
export type Allowance = { left: number; resetSeconds: number };

/** Too many tokens were refused: the headers of the answer say which limit that was. */
export class TooManyRefused extends TooMany {}

/** A refused token: its name where it is one of ours that ended, and the reason. */
export type RefusedToken = { name: string | null; why: string };

/**
 * Counts a refused token, and writes it into the audit log: at most one entry a minute for an address, on whichever replica. A token that
 * opens something never gets here, so that a script with a wrong token does not lock out another of the same address.
 * Returns what is left. @throws TooManyRefused after 60 in a quarter of an hour
 */
export async function countRefused({ name, why }: RefusedToken, address: string): Promise<Allowance> {
  const key = counterKey("token", networkKey(address));
  const { taken, left, resetMs } = await takePoint(limits().guesses, key);
  if ((await takePoint(limits().entries, key)).taken)
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
  const resetSeconds = Math.ceil(resetMs / 1000);
  if (taken) return { left, resetSeconds };
  throw new TooManyRefused(
    `Too many tokens that open nothing came from this address. ${againInMinutes(resetMs)}`,
    resetSeconds,
  );
}

/** Forgets the counters with their store: for tests. */
export function forgetTokenLimits(): void {
  globalThis.headroomTokenLimits = undefined;
}
