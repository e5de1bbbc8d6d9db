import { count } from "@/lib/text/words";
import type { Phase, Plan } from "@/lib/repair/plan/schema";
import { purposeOf } from "@/lib/repair/plan/text";
import { isFinal, TRANSITIONS, type FinalState, type RunState } from "@/lib/repair/run/machine";
import type { Compared, RunShown } from "@/lib/repair/run/schema";

/** A state of a run as people read it: a word or two, and what goes on. */
export type StateWords = { word: string; says: string };

/** Every state in words; what ended a run says more in its own `says`. */
export const STATE_WORDS: Record<RunState, StateWords> = {
  connecting: { word: "Connecting", says: "Opening a session with the database." },
  reading: { word: "Reading", says: "Reading the database again: it has to be what the plan was made for." },
  locking: { word: "Locking", says: "Asking for every lock at once, without waiting for any." },
  waiting: {
    word: "Waiting",
    says: "A lock was not free. Nothing is locked and no session waits behind this run until the next try.",
  },
  changing: { word: "Changing", says: "Running the steps inside the transaction." },
  verifying: { word: "Checking", says: "Looking at every check again, inside the transaction." },
  committing: { word: "Committing", says: "Every promised check passes. Committing." },
  resolving: {
    word: "Asking",
    says: "The connection was lost at the commit. Asking the database whether it was committed.",
  },
  finishing: {
    word: "Finishing",
    says: "Committed. Running the steps that Postgres refuses in a transaction.",
  },
  applied: { word: "Applied", says: "Committed and verified, every step is done." },
  rehearsed: {
    word: "Rehearsed",
    says: "Everything ran, every promised check passed, and it was rolled back.",
  },
  refused: { word: "Rolled back", says: "A check did not pass, so that nothing was changed." },
  changed: {
    word: "Not run",
    says: "The database is not what it was when the plan was read. Nothing was changed.",
  },
  blocked: { word: "Not run", says: "A lock was not free in any try. Nothing was changed." },
  busy: { word: "Not run", says: "Another run holds this database. Nothing was changed." },
  cancelled: { word: "Cancelled", says: "It was ended before the commit. Nothing was changed." },
  failed: { word: "Failed", says: "An error ended it, and everything was rolled back." },
  unfinished: {
    word: "Not finished",
    says: "Committed and verified. A step after the commit is still to be done.",
  },
};

/** How a state looks: at work, well, to be noticed, or wrong. */
export type RunTone = "active" | "pass" | "warn" | "fail";

const TONES: Record<FinalState, RunTone> = {
  applied: "pass",
  rehearsed: "pass",
  refused: "fail",
  changed: "warn",
  blocked: "warn",
  busy: "warn",
  cancelled: "warn",
  failed: "fail",
  unfinished: "warn",
};

export const toneOfRun = (state: RunState): RunTone => (isFinal(state) ? TONES[state] : "active");

/** Returns whether a run can still be ended with nothing changed. */
export const canCancel = (state: RunState): boolean => TRANSITIONS[state].cancelled === "cancelled";

/** Returns whether a run can be taken up again: a step is left, or it is not known yet whether it was committed. */
export const canTakeUp = (state: RunState): boolean => state === "unfinished" || state === "resolving";

/** How far one step of a run is. */
export type Standing = "done" | "now" | "next" | "rolled back" | "not reached" | "left out" | "still to do";

type Standable = Pick<RunShown, "state" | "stepsDone" | "dry">;

/** Returns how far the step of a phase at a place (from 0) is. */
export function standingOf({ state, stepsDone, dry }: Standable, at: number, phase: Phase): Standing {
  const later = phase === "after";
  if (dry && later) return "left out";
  switch (state) {
    case "applied":
      return "done";
    case "rehearsed":
      return "rolled back";
    case "unfinished":
      return !later || at < stepsDone ? "done" : "still to do";
    case "refused":
    case "failed":
    case "cancelled":
      return at < stepsDone ? "rolled back" : "not reached";
    case "changed":
    case "blocked":
    case "busy":
      return "not reached";
    case "changing":
    case "finishing":
      return at < stepsDone ? "done" : at === stepsDone ? "now" : "next";
    default:
      return at < stepsDone ? "done" : "next";
  }
}

/** Returns when the next try begins, as a sentence without its stop. Times are ms. */
export function nextTryWords(attempt: number, nextTryAt: string, now: number): string {
  const left = Math.max(0, Math.ceil((Date.parse(nextTryAt) - now) / 1000));
  return left === 0 ? `Try ${attempt + 1} begins now` : `Try ${attempt + 1} begins in ${left} s`;
}

const kept = ({ promised, after }: Compared): boolean => promised && after === "pass";
const broken = ({ promised, before, after }: Compared): boolean =>
  promised ? after !== "pass" : before === "pass" && after === "fail";

/**
 * Returns checks as they are read: what was promised and does not pass, or passed and fails, stands first, for it is what
 * a run is rolled back for; then the promises that were kept, then what moved, and how many are as they were.
 */
export function readCompared(compared: readonly Compared[]): { told: Compared[]; same: number } {
  const promised = compared.filter((check) => check.promised);
  const moved = compared.filter((check) => !check.promised && check.before !== check.after);
  const told = [...promised, ...moved];
  return {
    told: [
      ...told.filter(broken),
      ...told.filter(kept),
      ...told.filter((check) => !broken(check) && !kept(check)),
    ],
    same: compared.length - told.length,
  };
}

/** Checks that a heading names; of more it says the number. */
export const NAMED = 2;

/** Returns what a run is, as its heading says it: by the titles of its checks, where it is for some. */
export function headingOf(
  { dry, plan }: { dry: boolean; plan: Pick<Plan, "for" | "choices"> },
  titles: Readonly<Record<string, string>>,
) {
  const { for: wanted, choices } = plan;
  const what = dry ? "Dry run" : "Run";
  if (wanted.kind !== "checks") return `${what} that ${purposeOf(plan)}`;
  const checks =
    wanted.checks.length > NAMED
      ? count(wanted.checks.length, "check")
      : wanted.checks.map((check) => `“${titles[check] ?? check}”`).join(" and ");
  return `${what} that makes ${checks} pass, strategy ${choices.strategy}`;
}

type LockedRun = Pick<RunShown, "lockMs"> & { plan: Pick<RunShown["plan"], "lockedTables"> };

/** Returns for how long the locks were held, as a sentence; null where none was taken. */
export const lockedWords = ({ lockMs, plan }: LockedRun): string | null =>
  lockMs === null
    ? null
    : `${count(plan.lockedTables, "table was", "tables were")} locked for ${Math.round(lockMs).toLocaleString("en")} ms.`;
