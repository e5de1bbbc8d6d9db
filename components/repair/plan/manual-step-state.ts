import { serverFailoverSettings } from "@/lib/checks/server/failover-settings";
import type { Finding } from "@/lib/checks/finding";
import type { ManualStep } from "@/lib/repair/manual-steps/schema";

export type StepStatus = "open" | "true now" | "checking";

type Judged = Pick<Finding, "status" | "objects">;

/** Latest judgement of each check, by the check's id. */
export type Judgements = ReadonlyMap<string, Judged>;

/** Returns what tells a step from the others of the same list: two steps can belong to one check. */
export const keyOf = ({ check, title }: ManualStep): string => `${check}/${title}`;

/** Checks that speak of several parameters and name those that are wrong still. */
const NAMES_ITS_PARAMETERS = new Set<string>([serverFailoverSettings.id]);

function holds(id: string, step: ManualStep, judged: Judged | undefined): boolean {
  if (judged === undefined || judged.status === "unknown") return false;
  if (judged.status === "pass" || judged.status === "not applicable") return true;
  const { value } = step;
  return NAMES_ITS_PARAMETERS.has(id) && value !== null && !concerns(judged, value.name);
}

/** A standby's name in the objects speaks of synchronized_standby_slots, which is not among them itself. */
const concerns = ({ objects }: Judged, parameter: string): boolean =>
  objects.includes(parameter) || parameter === "synchronized_standby_slots";

/** Returns whether every check that asks for a step is content; what no check shows is never known to be true. */
export function isTrue(step: ManualStep, judgements: Judgements): boolean {
  if (step.unseen !== undefined) return false;
  return [step.check, ...(step.also ?? [])].every((id) => holds(id, step, judgements.get(id)));
}

/** State of watching. `resting` waits for the next check, `paused` for the tab to be looked at. */
export type Phase = "idle" | "checking" | "resting" | "paused";

export type Watch = {
  phase: Phase;
  /** Checks follow one another until everything is true. */
  watching: boolean;
  /** The tab is hidden. */
  hidden: boolean;
  /** Steps that the latest check found true, by key. */
  trueNow: ReadonlySet<string>;
  /** Why the latest check did not come about; null where it did. */
  error: string | null;
};

export type WatchEvent =
  | { type: "watch" }
  | { type: "stop" }
  | { type: "check" }
  | { type: "due" }
  | { type: "hidden" }
  | { type: "shown" }
  | { type: "judged"; steps: readonly ManualStep[]; judgements: Judgements }
  | { type: "failed"; message: string };

export const atRest: Watch = {
  phase: "idle",
  watching: false,
  hidden: false,
  trueNow: new Set(),
  error: null,
};

/** Returns whether every step that a check can see is true; false where no check sees any. */
export function allTrue(steps: readonly ManualStep[], trueNow: ReadonlySet<string>): boolean {
  const seen = steps.filter(({ unseen }) => unseen === undefined);
  return seen.length > 0 && seen.every((step) => trueNow.has(keyOf(step)));
}

/** Returns the state after a check that is over. */
const afterCheck = (watch: Watch): Watch => ({
  ...watch,
  phase: !watch.watching ? "idle" : watch.hidden ? "paused" : "resting",
});

/** Returns the watch after one more event; an event that means nothing in its phase changes nothing. */
export function after(watch: Watch, event: WatchEvent): Watch {
  switch (event.type) {
    case "watch":
      return {
        ...watch,
        watching: true,
        phase: watch.phase === "idle" ? (watch.hidden ? "paused" : "checking") : watch.phase,
      };
    case "stop":
      return { ...watch, watching: false, phase: "idle" };
    case "check":
      return { ...watch, phase: "checking" };
    case "due":
      return watch.phase === "resting" ? { ...watch, phase: "checking" } : watch;
    case "hidden":
      return { ...watch, hidden: true, phase: watch.phase === "resting" ? "paused" : watch.phase };
    case "shown":
      return { ...watch, hidden: false, phase: watch.phase === "paused" ? "checking" : watch.phase };
    case "judged": {
      if (watch.phase !== "checking") return watch;
      const { steps, judgements } = event;
      const trueNow = new Set(steps.filter((step) => isTrue(step, judgements)).map(keyOf));
      const watching = watch.watching && !allTrue(steps, trueNow);
      return afterCheck({ ...watch, watching, trueNow, error: null });
    }
    case "failed":
      return watch.phase === "checking" ? afterCheck({ ...watch, error: event.message }) : watch;
  }
}

/** Returns what a step shows while the watch stands as it does. */
export function statusOf(step: ManualStep, { phase, trueNow }: Watch): StepStatus {
  if (trueNow.has(keyOf(step))) return "true now";
  return phase === "checking" ? "checking" : "open";
}

/** Returns what is to be said aloud after a check: each step that became true, and that all of them are. */
export function newsOf(steps: readonly ManualStep[], before: Watch, now: Watch): string {
  const came = steps.filter((step) => now.trueNow.has(keyOf(step)) && !before.trueNow.has(keyOf(step)));
  if (came.length === 0) return "";
  const sentences = came.map(
    ({ title, either }) =>
      `${title}: ${either === true ? "settled, by this step or the other" : "true now"}.`,
  );
  return [
    ...sentences,
    ...(allTrue(steps, now.trueNow) ? ["All steps that can be seen are true."] : []),
  ].join(" ");
}

/** Returns how far it is, in a sentence: "1 of 3 steps is true now." */
export function progressOf(steps: readonly ManualStep[], { trueNow }: Watch): string {
  const done = steps.filter((step) => trueNow.has(keyOf(step))).length;
  const blind = steps.filter(({ unseen }) => unseen !== undefined).length;
  const seen = steps.length - blind;
  const rest = blind === 0 ? "" : ` ${blind} ${blind === 1 ? "shows" : "show"} in no check.`;
  return `${done} of ${seen} ${seen === 1 ? "step" : "steps"} ${done === 1 || seen === 1 ? "is" : "are"} true now.${rest}`;
}
