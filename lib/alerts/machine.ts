import { durationMs } from "./duration";
import type { JudgementStatus } from "./reading";
import type { Rule } from "./rule";

/** State of one rule on one server. Times are ms since 1970. */
export type AlertState = {
  phase: "quiet" | "pending" | "firing";
  /** Start of the phase. */
  since: number;
  /** Judgements in a row that fired, and that were quiet, up to the thresholds. */
  failures: number;
  successes: number;
  /** While firing: since when every judgement was quiet; null where the last one fired. */
  quietSince: number | null;
  /** A message has said that it fires. */
  told: boolean;
  /** The last message. */
  toldAt: number | null;
  acknowledged: boolean;
  /** The last judgement had no data: the phase holds meanwhile. */
  dataless: boolean;
  /** Starts of the last alerts: many within an hour are flapping. */
  firings: number[];
};

export const calmState = (now: number): AlertState => ({
  phase: "quiet",
  since: now,
  failures: 0,
  successes: 0,
  quietSince: null,
  told: false,
  toldAt: null,
  acknowledged: false,
  dataless: false,
  firings: [],
});

/** So many alerts within the window are flapping: from then on an alert ends only after a calm, so that messages stay few. */
export const FLAPPING = { most: 3, windowMs: 3_600_000, calmMs: 15 * 60_000 } as const;

export type Policy = {
  forMs: number;
  failureThreshold: number;
  successThreshold: number;
  /** 0 for none. */
  reminderMs: number;
  sendOnResolved: boolean;
};

/** Returns the limits of a rule in ms and counts. */
export const policyOf = (rule: Rule): Policy => ({
  forMs: durationMs(rule.for) ?? 0,
  failureThreshold: rule["failure-threshold"],
  successThreshold: rule["success-threshold"],
  reminderMs: durationMs(rule["minimum-reminder-interval"]) ?? 0,
  sendOnResolved: rule["send-on-resolved"],
});

export type Observation = {
  status: JudgementStatus;
  /** A new sample or check run; false where only time has passed. */
  counts: boolean;
  now: number;
  /** Muted, in maintenance, or covered by another alert of the server: nothing is sent but the end of what was told. */
  silent: boolean;
};

export type Step = {
  state: AlertState;
  /** The alert begins or ends with this step. */
  change: "begin" | "end" | null;
  message: "fire" | "remind" | "resolve" | null;
};

/**
 * Brings times that a clock set back has put into the future down to now: a wait begins anew, and nothing fires twice. Forgets the
 * alerts that are too old for flapping.
 */
function clamped(state: AlertState, now: number): AlertState {
  const least = (at: number) => Math.min(at, now);
  return {
    ...state,
    since: least(state.since),
    quietSince: state.quietSince === null ? null : least(state.quietSince),
    toldAt: state.toldAt === null ? null : least(state.toldAt),
    firings: state.firings.map(least).filter((at) => now - at < FLAPPING.windowMs),
  };
}

const isFlapping = ({ firings }: AlertState): boolean => firings.length >= FLAPPING.most;

/** Returns the message that a firing alert owes: its first, or a reminder. */
function owed(state: AlertState, policy: Policy, { now, silent }: Observation): Step {
  const none: Step = { state, change: null, message: null };
  if (silent) return none;
  if (!state.told) return { ...none, state: { ...state, told: true, toldAt: now }, message: "fire" };
  const due =
    policy.reminderMs > 0 && !state.acknowledged && now - (state.toldAt ?? now) >= policy.reminderMs;
  return due ? { ...none, state: { ...state, toldAt: now }, message: "remind" } : none;
}

function begin(state: AlertState, policy: Policy, seen: Observation): Step {
  const { now } = seen;
  const firings = [...state.firings.slice(-(FLAPPING.most - 1)), now];
  const begun: AlertState = { ...calmState(now), phase: "firing", firings };
  return { ...owed(begun, policy, seen), change: "begin" };
}

/** Ends an alert; `firings` stay known, so that the next one is told from flapping. */
export function end(state: AlertState, sendOnResolved: boolean, now: number): Step {
  const message = state.told && sendOnResolved ? "resolve" : null;
  return { state: { ...calmState(now), firings: state.firings }, change: "end", message };
}

function whileFiring(state: AlertState, policy: Policy, seen: Observation): Step {
  const { status, counts, now } = seen;
  if (status === "no-data") return owed(state, policy, seen);
  if (status === "firing") return owed({ ...state, successes: 0, quietSince: null }, policy, seen);
  const quietSince = state.quietSince ?? now;
  // The first counts in any case: the news that it came from may have been lost with a store that was away.
  const successes =
    state.quietSince === null ? 1 : Math.min(policy.successThreshold, state.successes + (counts ? 1 : 0));
  const calm = !isFlapping(state) || now - quietSince >= FLAPPING.calmMs;
  const next = { ...state, successes, quietSince };
  return successes >= policy.successThreshold && calm
    ? end(next, policy.sendOnResolved, now)
    : owed(next, policy, seen);
}

function beforeFiring(state: AlertState, policy: Policy, seen: Observation): Step {
  const { status, counts, now } = seen;
  if (status === "no-data") return { state, change: null, message: null };
  if (status === "quiet") {
    const calm = state.phase === "quiet" ? state : { ...calmState(now), firings: state.firings };
    return { state: calm, change: null, message: null };
  }
  const waiting: AlertState =
    state.phase === "pending" ? state : { ...state, phase: "pending", since: now, failures: 1 };
  const more = state.phase === "pending" && counts ? 1 : 0;
  const failures = Math.min(policy.failureThreshold, waiting.failures + more);
  const next = { ...waiting, failures };
  return failures >= policy.failureThreshold && now - next.since >= policy.forMs
    ? begin(next, policy, seen)
    : { state: next, change: null, message: null };
}

/**
 * Returns the next state of an alert with what it has to say. A judgement without data holds the phase: it neither fires nor ends
 * anything. Each told alert has exactly one end.
 */
export function step(before: AlertState, policy: Policy, seen: Observation): Step {
  const state = { ...clamped(before, seen.now), dataless: seen.status === "no-data" };
  return state.phase === "firing" ? whileFiring(state, policy, seen) : beforeFiring(state, policy, seen);
}
