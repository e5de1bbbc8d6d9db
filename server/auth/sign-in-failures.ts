import "server-only";
import { appendEvent } from "../audit/append";
import { db } from "../store/db";
import { ignore } from "../http/log";

/** How a refused sign-in ended: a wrong account or password, or too many tries before. */
export type Refused = "wrong" | "throttled";

type Failure = { account: string; address: string; outcome: Refused };
type Write = (detail: Record<string, unknown>, address: string | null) => Promise<void>;

/** One window, ms: within it an account and an address have one entry of their own. */
const WINDOW_MS = 15 * 60_000;
/** Entries of their own in one window; what comes on top of them is counted. */
const ENTRIES = 30;
/** Accounts and addresses that a window tells apart; beyond that only their tries are counted. */
const KEYS = 1_000;
/** Accounts that the entry of a window names. */
const NAMED = 10;
/** The longest account that an entry names; an e-mail address has 254 characters at most (RFC 5321). */
const LONGEST = 254;

const writeFailure: Write = (detail, fromAddress) =>
  db().transaction((tx) =>
    appendEvent(tx, {
      userId: null,
      userName: "Not signed in",
      fromAddress,
      databaseId: null,
      profileName: "",
      action: "fail to sign in",
      detail,
    }),
  );

/**
 * Refused sign-ins on their way into the audit log. A stranger can cause as many as a server can answer, and the log only
 * grows: the first of an account and an address is written at once, up to 30 in a quarter of an hour, and all others of
 * that time are one entry with their number.
 */
export class SignInFailures {
  readonly #write: Write;
  readonly #seen = new Set<string>();
  readonly #accounts = new Map<string, number>();
  readonly #addresses = new Set<string>();
  #written = 0;
  #more = { wrong: 0, throttled: 0 };
  #timer: NodeJS.Timeout | null = null;

  constructor(write: Write = writeFailure) {
    this.#write = write;
  }

  /** Writes one failure, or counts it. @throws the store's error */
  async add({ account, address, outcome }: Failure): Promise<void> {
    const named = account.slice(0, LONGEST);
    const key = JSON.stringify([named, address, outcome]);
    this.#timer ??= setTimeout(
      () => void this.flush().catch((error: unknown) => this.#again(error)),
      WINDOW_MS,
    ).unref();
    if (!this.#seen.has(key) && this.#seen.size < KEYS && this.#written < ENTRIES) {
      this.#seen.add(key);
      this.#written += 1;
      return this.#write({ account: named, outcome }, address);
    }
    this.#more[outcome] += 1;
    if (this.#accounts.has(named) || this.#accounts.size < KEYS)
      this.#accounts.set(named, (this.#accounts.get(named) ?? 0) + 1);
    if (this.#addresses.size < KEYS) this.#addresses.add(address);
  }

  /** Writes what was counted as one entry and begins a new window; at its end, and at the end of the process. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { wrong, throttled } = this.#more;
    if (wrong + throttled > 0) {
      const most = [...this.#accounts].sort(([, one], [, other]) => other - one).slice(0, NAMED);
      const detail = {
        outcome: wrong > 0 ? "wrong" : "throttled",
        more: wrong + throttled,
        throttled,
        accounts: this.#accounts.size,
        addresses: this.#addresses.size,
        most: most.map(([account, tries]) => `${account} (${tries})`).join(", "),
      };
      await this.#write(detail, this.#addresses.size === 1 ? ([...this.#addresses][0] ?? null) : null);
    }
    this.#seen.clear();
    this.#accounts.clear();
    this.#addresses.clear();
    this.#more = { wrong: 0, throttled: 0 };
    this.#written = 0;
  }

  /** A store that is away at the end of a window is asked again after another; the counts stay. */
  #again(error: unknown): void {
    ignore(error, "the counts of refused sign-ins are written after another window");
    this.#timer ??= setTimeout(
      () => void this.flush().catch((error: unknown) => this.#again(error)),
      WINDOW_MS,
    ).unref();
  }
}

declare global {
  // Next loads a module once per bundle; the counts have to be those of the process.
  var headroomSignInFailures: SignInFailures | undefined;
}

/** Returns the refused sign-ins of this process. */
export const signInFailures = (): SignInFailures =>
  (globalThis.headroomSignInFailures ??= new SignInFailures());
