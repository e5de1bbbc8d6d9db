/** A run is in one of these states from its start to its end. */
export const ACTIVE_STATES = [
  "connecting",
  "reading",
  "locking",
  "waiting",
  "changing",
  "verifying",
  "committing",
  "resolving",
  "finishing",
] as const;

export const FINAL_STATES = [
  /** Committed, verified, and every step after the commit done. */
  "applied",
  /** A dry run that would have been committed. */
  "rehearsed",
  /** Rolled back: a promised check did not pass, or one that passed now fails. */
  "refused",
  /** Nothing ran: the database is not what the admin read. */
  "changed",
  /** Nothing ran: a lock was not free in all tries. */
  "blocked",
  /** Nothing ran: another run holds this database. */
  "busy",
  /** Nothing was changed: the admin ended it. */
  "cancelled",
  /** Rolled back: an error, which is told. */
  "failed",
  /** Committed and verified; a step after the commit is still to be done, and can be tried again. */
  "unfinished",
] as const;

export const RUN_STATES = [...ACTIVE_STATES, ...FINAL_STATES] as const;

export const RUN_EVENTS = [
  "connected",
  "same plan",
  "other plan",
  "held by another run",
  "locked",
  "lock not free",
  "pause over",
  "tries used up",
  "changed all",
  "checks passed",
  "checks passed in a dry run",
  "checks did not pass",
  "committed",
  "rolled back",
  "connection lost",
  "all steps done",
  "step failed",
  "cancelled",
  "error",
] as const;

export type ActiveState = (typeof ACTIVE_STATES)[number];
export type FinalState = (typeof FINAL_STATES)[number];
export type RunState = (typeof RUN_STATES)[number];
export type RunEvent = (typeof RUN_EVENTS)[number];

/** Every event of every state; null is an event that cannot happen there. */
type Row = Record<RunEvent, RunState | null>;

const nothing: Row = {
  connected: null,
  "same plan": null,
  "other plan": null,
  "held by another run": null,
  locked: null,
  "lock not free": null,
  "pause over": null,
  "tries used up": null,
  "changed all": null,
  "checks passed": null,
  "checks passed in a dry run": null,
  "checks did not pass": null,
  committed: null,
  "rolled back": null,
  "connection lost": null,
  "all steps done": null,
  "step failed": null,
  cancelled: null,
  error: null,
};

/** Before the commit is sent, an error, a lost connection and the admin's wish all end with nothing changed. */
const harmless = {
  ...nothing,
  cancelled: "cancelled",
  error: "failed",
  "connection lost": "failed",
} as const;

/**
 * The whole life of a run. Nothing can have been changed before `committing`, which is entered only when the
 * transaction's id stands in the store; from there on only the database's own word leads out.
 */
export const TRANSITIONS: Record<RunState, Row> = {
  connecting: { ...harmless, connected: "reading" },
  reading: { ...harmless, "same plan": "locking", "other plan": "changed", "held by another run": "busy" },
  locking: { ...harmless, locked: "changing", "lock not free": "waiting", "other plan": "changed" },
  waiting: { ...harmless, "pause over": "reading", "tries used up": "blocked" },
  changing: { ...harmless, "changed all": "verifying", "lock not free": "waiting" },
  verifying: {
    ...harmless,
    "checks passed": "committing",
    "checks passed in a dry run": "rehearsed",
    "checks did not pass": "refused",
  },
  committing: {
    ...nothing,
    committed: "finishing",
    "rolled back": "failed",
    error: "failed",
    "connection lost": "resolving",
  },
  resolving: { ...nothing, committed: "finishing", "rolled back": "failed" },
  finishing: {
    ...nothing,
    "all steps done": "applied",
    "step failed": "unfinished",
    "connection lost": "unfinished",
    error: "unfinished",
    cancelled: "unfinished",
  },
  applied: nothing,
  rehearsed: nothing,
  refused: nothing,
  changed: nothing,
  blocked: nothing,
  busy: nothing,
  cancelled: nothing,
  failed: nothing,
  unfinished: { ...nothing, connected: "finishing" },
};

/** Raised when a run hears of what cannot happen in its state: a mistake of ours. */
export class ImpossibleEvent extends Error {
  override name = "ImpossibleEvent";
}

/** Returns the state after an event. @throws ImpossibleEvent */
export function next(state: RunState, event: RunEvent): RunState {
  const to = TRANSITIONS[state][event];
  if (to === null) throw new ImpossibleEvent(`A run that is ${state} cannot hear “${event}”.`);
  return to;
}

const finals: ReadonlySet<string> = new Set(FINAL_STATES);

/** Returns whether a run is over; an unfinished one can be taken up again. */
export const isFinal = (state: RunState): state is FinalState => finals.has(state);
