import { budgetOf } from "@/lib/budget/budget";
import type { Live } from "@/lib/live/schema";
import { aSample } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import type { Looked } from "./use-live";

const good: Live = {
  databaseId: "0199a0f3-7c6e-7aaa-8bbb-0123456789ab",
  state: "sampling",
  everyMs: 1_000,
  held: true,
  sampledAt: "2026-11-23T03:00:00.000Z",
  budget: budgetOf(aSample, defaultTarget),
  sessionsPerSecond: 0.2,
  trouble: null,
  electric: null,
  heartbeat: null,
  nextTryAt: null,
  sentAt: "2026-11-23T03:00:00.000Z",
  sample: aSample,
};

/** Returns the state of a database that is watched well, for tests, unless `change` says otherwise. */
export const aLive = (change: Partial<Live> = {}): Live => ({ ...good, ...change });

/** The same as a page sees it: two seconds old over an open stream. */
export const looked = (live: Live | null, change: Partial<Looked> = {}): Looked => ({
  live,
  link: "open",
  ageMs: live?.sampledAt ? 2_400 : null,
  freshness: "fresh",
  nextTryMs: null,
  ...change,
});

/** A server that is full, as its trouble is told. */
export const full: Partial<Live> = {
  state: "full",
  held: false,
  nextTryAt: "2026-11-23T03:00:04.000Z",
  trouble: {
    what: "Every connection that this role may use is taken: we could not get in either.",
    why: "The server has reached max_connections (SQLSTATE 53300).",
    next: "Close idle sessions.",
    sql: 'GRANT pg_use_reserved_connections TO "a<b>";',
    sqlstate: "53300",
    full: "server",
  },
};
