import "server-only";
import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { TooMany } from "../errors";
import { againInMinutes, requirePoint } from "../http/limit";
import { sessionSecret } from "../secrets/keys";
import { storePool } from "../store/db";

const WINDOW_SECONDS = 15 * 60;

/** Returns a counter in the store, shared by all replicas: so many points in a quarter of an hour, or in `duration` seconds. */
export const limiter = (keyPrefix: string, points: number, duration = WINDOW_SECONDS) =>
  new RateLimiterPostgres({
    storeClient: storePool(),
    storeType: "pool",
    tableName: "sign_in_limits",
    tableCreated: true,
    keyPrefix,
    points,
    duration,
  });

/** Tries in a quarter of an hour, by what is tried; the key of each is said where it is counted. */
const MOST = { account: 10, address: 100, link: 30, code: 10, mail: 10, provider: 60 };

type Limits = Record<keyof typeof MOST, RateLimiterPostgres>;

declare global {
  var headroomLimits: Limits | undefined;
}

/**
 * Ten wrong passwords for an account from one address, a hundred from an address for all accounts, in a quarter of an hour; then a pause.
 * No limit counts an account from everywhere: a stranger who guesses would lock its owner out.
 */
const limits = (): Limits =>
  (globalThis.headroomLimits ??= {
    account: limiter("account", MOST.account),
    address: limiter("address", MOST.address),
    link: limiter("link", MOST.link),
    code: limiter("code", MOST.code),
    mail: limiter("mail", MOST.mail),
    provider: limiter("provider", MOST.provider),
  });

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
const count = (
  counter: RateLimiterPostgres,
  key: string,
  tried = "Too many wrong passwords.",
): Promise<void> => requirePoint(counter, key, (ms) => `${tried} ${againInMinutes(ms)}`);

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

/**
 * Looks a link's token up, unless this address tried too many that open nothing. A token that opens something is not counted.
 * @throws TooMany
 */
export async function limitedLinks<Result>(
  address: string,
  lookUp: () => Promise<Result | null>,
): Promise<Result | null> {
  const key = counterKey("link", networkKey(address));
  await count(limits().link, key, "Too many links that are not valid were opened from your address.");
  const found = await lookUp();
  if (found !== null) await limits().link.reward(key);
  return found;
}

/**
 * Runs a try of a second factor. It counts for the person from everywhere: only a person who gave the right password gets this far, so
 * that no stranger can lock the owner out, and a guesser of six digits has ten tries however many addresses there are. @throws TooMany
 */
export async function limitedCodes<Result>(userId: string, attempt: () => Promise<Result>): Promise<Result> {
  const key = counterKey("code", userId);
  await count(limits().code, key, "Too many wrong codes.");
  const result = await attempt();
  await limits().code.delete(key);
  return result;
}

/** Counts a mail that an address without a session asks for. @throws TooMany */
export const countMail = (address: string): Promise<void> =>
  count(limits().mail, counterKey("mail", networkKey(address)), "Too many mails were asked for.");

/** Counts a sign-in by the provider that an address begins: each keeps a row for ten minutes. @throws TooMany */
export const countProviderStart = (address: string): Promise<void> =>
  count(limits().provider, counterKey("provider", networkKey(address)), "Too many sign-ins were begun.");
