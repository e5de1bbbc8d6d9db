import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { TooMany } from "../errors";
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

/** Ten wrong passwords for an account, a hundred from an address, in a quarter of an hour; then a pause, no lock-out. */
const limits = (): Limits =>
  (globalThis.headroomLimits ??= { account: limiter("account", 10), address: limiter("address", 100) });

/** Counts a try before it is made, so that many at once cannot outrun the count. @throws TooMany */
async function count(counter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    throw new TooMany(`Too many wrong passwords. Try again in ${Math.ceil(full.msBeforeNext / 60_000)} min.`);
  }
}

/**
 * Runs a try to sign in, unless there were too many that failed; one that succeeds forgives those of its account.
 * @throws TooMany, or what the try throws
 */
export async function limited<Result>(
  email: string,
  address: string,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const { account, address: places } = limits();
  await count(account, email);
  await count(places, address);
  const result = await attempt();
  await account.delete(email);
  await places.reward(address);
  return result;
}
