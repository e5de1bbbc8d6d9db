import "server-only";
import { availableParallelism } from "node:os";
import { TooMany } from "../errors";
import { hasHash, makeHash } from "./password-hash";

/** One hash keeps a core busy for some 150 ms; half of the cores are left to what else Headroom does. */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
/** How many may wait, together and from one address: some 4 s of work. */
const MOST_WAITING = 24;
const MOST_OF_ONE = 4;
const RETRY_SECONDS = 4;

type Place = { client: string; enter: () => void };
type Queue = { running: number; waiting: Place[]; ofClient: Map<string, number> };

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomHashing: Queue | undefined;
}

const queue = (): Queue => (globalThis.headroomHashing ??= { running: 0, waiting: [], ofClient: new Map() });

const busy = () =>
  new TooMany(`Too many passwords are being checked. Try again in ${RETRY_SECONDS} s.`, RETRY_SECONDS);

async function enter(client: string): Promise<void> {
  const all = queue();
  const own = all.ofClient.get(client) ?? 0;
  if (own >= MOST_OF_ONE + AT_ONCE || (all.running >= AT_ONCE && all.waiting.length >= MOST_WAITING))
    throw busy();
  all.ofClient.set(client, own + 1);
  if (all.running < AT_ONCE) all.running += 1;
  else await new Promise<void>((resolve) => all.waiting.push({ client, enter: resolve }));
}

function leave(client: string): void {
  const all = queue();
  const left = (all.ofClient.get(client) ?? 1) - 1;
  if (left > 0) all.ofClient.set(client, left);
  else all.ofClient.delete(client);
  const next = all.waiting.shift();
  if (next === undefined) all.running -= 1;
  else next.enter();
}

/**
 * Runs work that hashes a password, a few at a time: the thread pool that hashes is also the one that reads files and resolves names.
 * One address holds a few places at most, so that a flood from it leaves room for others.
 * @throws TooMany at once where the queue is full
 */
export async function withHashing<Result>(client: string, work: () => Promise<Result>): Promise<Result> {
  await enter(client);
  try {
    return await work();
  } finally {
    leave(client);
  }
}

/** Returns the hash of a password, as `withHashing` runs it. @throws TooMany */
export const hashPassword = (client: string, password: string): Promise<string> =>
  withHashing(client, () => makeHash(password));

/** Returns whether a password has the hash, as `withHashing` runs it. @throws TooMany */
export const verifyPassword = (client: string, password: string, hashed: string): Promise<boolean> =>
  withHashing(client, () => hasHash(password, hashed));
