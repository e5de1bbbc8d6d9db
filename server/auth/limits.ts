import "server-only";
import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { TooMany } from "../errors";
import { sessionSecret } from "../secrets/keys";
import { storePool } from "../store/db";

const WINDOW_SECONDS = 15 * 60;

const limiter = (keyPrefix: string, points: number) =>
  new RateLimiterPostgres({
    storeClient: storePool(),
    storeType: "pool",
    tableName: "sign_in_limits",
    tableCreated: true,
    keyPrefix,
    points,
    duration: WINDOW_SECONDS,
  });

type Limits = { account: RateLimiterPostgres; address: RateLimiterPostgres };

declare global {
  var headroomLimits: Limits | undefined;
}

/**
 * Ten wrong passwords for an account from one address, a hundred from an address for all accounts, in a quarter of an hour; then a pause.
 * No limit counts an account from everywhere: a stranger who guesses would lock its owner out.
 */
const limits = (): Limits =>
  (globalThis.headroomLimits ??= { account: limiter("account", 10), address: limiter("address", 100) });

/** Returns what counts as one address: of IPv6 its /64, which one customer has whole. */
export function networkKey(address: string): string {
  if (isIP(address) === 0) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}

/**
 * Returns the key of a counter: one of 65,536, so that invented accounts and addresses never make more rows than that. Which of them share
 * one is a secret of this Headroom, so that no client can aim at another's.
 */
export function counterKey(...parts: string[]): string {
  const digest = createHmac("sha256", sessionSecret()).update(JSON.stringify(parts)).digest();
  return digest.readUInt16BE(0).toString(16).padStart(4, "0");
}

/** Counts a try before it is made, so that many at once cannot outrun the count. @throws TooMany */
async function count(counter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    throw new TooMany(
      `Too many wrong passwords. Try again in ${Math.ceil(full.msBeforeNext / 60_000)} min.`,
      Math.ceil(full.msBeforeNext / 1000),
    );
  }
}

/**
 * Runs a try of a password, unless there were too many that failed: of the account from this address, or of the address. One that succeeds forgives
 * those of its account from here; one that never got so far as to be judged (the server was busy) is not counted.
 * @throws TooMany, or what the try throws
 */
export async function limited<Result>(
  accountKey: string,
  address: string,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const { account, address: addresses } = limits();
  const from = networkKey(address);
  const [own, all] = [counterKey("account", accountKey, from), counterKey("address", from)];
  await count(addresses, all);
  await count(account, own);
  try {
    const result = await attempt();
    await account.delete(own);
    await addresses.reward(all);
    return result;
  } catch (error) {
    if (error instanceof TooMany) await Promise.all([account.reward(own), addresses.reward(all)]);
    throw error;
  }
}
