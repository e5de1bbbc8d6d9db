/** The text of a page that Headroom's own store keeps from being drawn: what happened, why, and what to do. */
export type StoreProblem = { what: string; why: string; next: string };

/**
 * Problems of the store by the mark that the server puts on the error of a page: of an error in production a browser gets
 * nothing but its mark (Next docs, error.js, digest).
 */
export const STORE_PROBLEMS: Readonly<Record<string, StoreProblem>> = {
  "store-unavailable": {
    what: "Headroom's own store does not answer",
    why: "It is stopped, unreachable or too slow: Headroom waited some seconds for it and gave up. Nothing was changed.",
    next: "Try again in a minute. If it stays, look at the Postgres server of DATABASE_URL; /readyz says when it is back.",
  },
  "store-read-only": {
    what: "Headroom's own store is read-only",
    why: "It is a standby, or default_transaction_read_only is on for its database or role. Nothing was changed.",
    next: "Point DATABASE_URL to the primary server, or switch the setting off; /readyz says when it takes changes.",
  },
  "store-full": {
    what: "The disk of Headroom's own store is full",
    why: "Its Postgres server can write nothing down. Nothing was changed.",
    next: "Make room on that disk, then try again.",
  },
};

/** Returns the problem that the mark of an error names, null where it names none. */
export const storeProblemOf = (mark: string | undefined): StoreProblem | null =>
  mark === undefined || !Object.hasOwn(STORE_PROBLEMS, mark) ? null : (STORE_PROBLEMS[mark] ?? null);
