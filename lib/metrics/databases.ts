import { claimOf, headroomOf, inUseOf } from "@/lib/budget/headroom";
import { STATUSES } from "@/lib/checks/finding";
import { VERDICTS } from "@/lib/checks/verdict";
import { LIVE_STATES } from "@/lib/live/schema";
import { countsOf, flag, one, oneHot, type Series } from "./define";
import {
  isElectricActive,
  numbersOf,
  SAMPLE_STATES,
  sampleStateOf,
  slotOf,
  type DatabaseFacts,
} from "./facts";

/** A gauge of each watched database: its words, the label beside the database's own, and its values. */
export type DatabaseMetric = {
  readonly help: string;
  readonly label?: string;
  readonly read: (facts: DatabaseFacts) => readonly Series[];
};

/** Statuses of checks that ask for a look; the others are no news. */
const OPEN = STATUSES.filter((status) => status !== "pass" && status !== "not applicable");
/** pg_replication_slots.wal_status (PostgreSQL docs, 53.20). */
const WAL_STATUSES = ["reserved", "extended", "unreserved", "lost"];
/** Returns an amount of WAL; a slot just made can be a few bytes ahead of what a standby reports. */
const bytes = (amount: number | null | undefined): readonly Series[] =>
  one(typeof amount === "number" ? Math.max(0, amount) : null);
/** The verdict of a database that was never checked is a state of its own. */
const STANDINGS = [...VERDICTS, "not checked"];

/**
 * The gauges of a watched database, by name. A value that is not known is absent: a database without a sample of now has no number of
 * connections, and its `headroom_database_sample_state{state="none"}` is 1.
 */
export const DATABASE_METRICS = {
  headroom_database_watched: {
    help: "Whether the database is to be watched: 1, or 0 where an admin switched watching off",
    read: ({ isWatched }) => flag(isWatched),
  },
  headroom_database_watch_state: {
    help: "State of the watching, 1 for the one that holds; told by the replica that watches the database",
    label: "state",
    read: ({ state }) => oneHot(LIVE_STATES, state),
  },
  headroom_database_sample_state: {
    help: "Whether there is a sample of now, 1 for the state that holds; with none, all numbers of connections are absent",
    label: "state",
    read: (facts) => oneHot(SAMPLE_STATES, sampleStateOf(facts)),
  },
  headroom_database_sampled_timestamp_seconds: {
    help: "When the newest sample was received, in seconds since 1970",
    read: ({ sample }) => one(sample && sample.at / 1000),
  },
  headroom_database_headroom_connections: {
    help: "Usable connections less the others' and Electric's whole claim; negative where that many are missing",
    read: (facts) => one(headroomOf(numbersOf(facts))),
  },
  headroom_database_usable_connections: {
    help: "Connections within reach of Electric's role: max_connections less the reserved ones",
    read: (facts) => one(numbersOf(facts)?.usable),
  },
  headroom_database_max_connections: {
    help: "Setting max_connections of the server",
    read: (facts) => one(numbersOf(facts)?.maxConnections),
  },
  headroom_database_in_use_connections: {
    help: "Connections of the server that are open now, Headroom's own included",
    read: (facts) => {
      const numbers = numbersOf(facts);
      return one(numbers && inUseOf(numbers));
    },
  },
  headroom_database_electric_claim_connections: {
    help: "Connections that Electric has or will take: its whole pool",
    read: (facts) => {
      const numbers = numbersOf(facts);
      return one(numbers && claimOf(numbers));
    },
  },
  headroom_database_electric_in_use_connections: {
    help: "Connections that Electric has open now",
    read: (facts) => one(numbersOf(facts)?.electricOpen),
  },
  headroom_database_others_connections: {
    help: "Connections that are neither Electric's nor Headroom's",
    read: (facts) => one(numbersOf(facts)?.othersTotal),
  },
  headroom_database_others_peak_connections: {
    help: "The most connections that the others are known to have held over the last week",
    read: (facts) => one(numbersOf(facts)?.othersPeak),
  },
  headroom_database_electric_active: {
    help: "Whether Electric is active, by its own word or else by its slot; absent where neither is known",
    read: (facts) => flag(isElectricActive(facts)),
  },
  headroom_database_slot_exists: {
    help: "Whether Electric's replication slot exists; absent where slots may not be read",
    read: (facts) => {
      const slot = slotOf(facts);
      return flag(slot === undefined ? null : slot !== null);
    },
  },
  headroom_database_slot_active: {
    help: "Whether a session streams from Electric's slot",
    read: (facts) => flag(slotOf(facts)?.active),
  },
  headroom_database_slot_wal_status: {
    help: "wal_status of Electric's slot, 1 for the one that holds",
    label: "status",
    read: (facts) => oneHot(WAL_STATUSES, slotOf(facts)?.walStatus),
  },
  headroom_database_slot_retained_bytes: {
    help: "WAL that is kept for Electric's slot",
    read: (facts) => bytes(slotOf(facts)?.retainedBytes),
  },
  headroom_database_slot_lag_bytes: {
    help: "WAL that Electric has not confirmed",
    read: (facts) => bytes(slotOf(facts)?.lagBytes),
  },
  headroom_database_slot_safe_wal_bytes: {
    help: "WAL that may still be written before Electric's slot is at risk; absent without a limit",
    read: (facts) => one(slotOf(facts)?.safeWalBytes),
  },
  headroom_database_verdict: {
    help: "Verdict of the latest check run and of a trial that stands, 1 for the one that holds",
    label: "verdict",
    read: ({ check }) => oneHot(STANDINGS, check?.verdict ?? "not checked"),
  },
  headroom_database_open_checks: {
    help: "Checks of the latest check run that fail, warn or could not look, without the ignored ones",
    label: "status",
    read: ({ check }) => (check === null ? [] : countsOf(OPEN, check.counts)),
  },
  headroom_database_checked_timestamp_seconds: {
    help: "When the latest check run was made, in seconds since 1970",
    read: ({ check }) => one(check && check.at / 1000),
  },
} as const satisfies Record<string, DatabaseMetric>;

export type DatabaseMetricName = keyof typeof DATABASE_METRICS;

/** The same as a list, with one type for all. */
export const DATABASE_METRIC_LIST: readonly (readonly [string, DatabaseMetric])[] =
  Object.entries(DATABASE_METRICS);
