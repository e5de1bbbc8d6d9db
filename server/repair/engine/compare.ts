import "server-only";
import { statesIn, subjectKey, subjectOf } from "@/lib/repair/changes/operations";
import { checkOf } from "@/lib/checks";
import { isMomentaryGroup } from "@/lib/checks/define";
import type { Finding } from "@/lib/checks/finding";
import type { Change } from "@/lib/repair/changes/schema";
import type { Plan } from "@/lib/repair/plan/schema";
import { takesAway } from "@/lib/repair/request";
import type { Compared } from "@/lib/repair/run/schema";
import type { Survey } from "../../watched/survey";

/** Checks of the catalogues. What the others say depends on the moment, and a run changes none of it. */
const isSettled = ({ id, group }: Finding): boolean => !(checkOf(id)?.momentary ?? isMomentaryGroup(group));

/** Returns what the checks said before and say after, of those that were promised or changed. */
export function compare(before: readonly Finding[], after: readonly Finding[], plan: Plan): Compared[] {
  const then = new Map(before.map((finding) => [finding.id, finding]));
  const promised = new Set(plan.promises.map(({ check }) => check));
  return after.flatMap((finding): Compared[] => {
    const was = then.get(finding.id)?.status ?? finding.status;
    const isPromised = promised.has(finding.id);
    if (!isPromised && (was === finding.status || !isSettled(finding))) return [];
    return [
      {
        check: finding.id,
        title: finding.title,
        promised: isPromised,
        before: was,
        after: finding.status,
        found: finding.found,
      },
    ];
  });
}

const isGood = (status: Finding["status"]): boolean => status === "pass" || status === "not applicable";

/** Returns the checks that were promised for this moment and do not pass. */
export function brokenPromises(
  compared: readonly Compared[],
  plan: Plan,
  when: "commit" | "after",
): Compared[] {
  const due = new Set(plan.promises.filter((promise) => promise.when === when).map(({ check }) => check));
  return compared.filter(({ check, after }) => due.has(check) && !isGood(after));
}

/** Returns the checks that passed, or only warned, and now fail. An undo and a clean-up make some fail: that is their purpose. */
export function regressions(compared: readonly Compared[], plan: Plan): Compared[] {
  if (takesAway(plan.for)) return [];
  return compared.filter(({ before, after }) => (before === "pass" || before === "warn") && after === "fail");
}

/** Privileges one by one: of two changes of one access list the later one counts for what both name, as an owner's do. */
export const oneByOne = (change: Change): Change[] =>
  change.kind === "privileges"
    ? change.privileges.map((privilege) => ({ ...change, privileges: [privilege], grantOption: false }))
    : [change];

/** Returns the subjects of changes that do not stand as the plan would have them: what an undo is verified by. */
export function notAsPlanned(plan: Plan, { snapshot, rights }: Survey, phases: readonly string[]): string[] {
  const state = statesIn(snapshot, rights);
  const last = new Map<string, Change>();
  for (const step of plan.steps)
    if (phases.includes(step.phase))
      for (const change of step.changes.flatMap(oneByOne)) last.set(subjectKey(change), change);
  const dropped = new Set(
    [...last.values()].flatMap((change) =>
      change.kind === "role" && change.to === null ? [change.role] : [],
    ),
  );
  return [...last.values()]
    .filter((change) => {
      // Where a role or a publication is gone, so is what it held.
      if (change.kind === "membership" && (dropped.has(change.member) || dropped.has(change.role)))
        return false;
      const { to, gone } = state(change);
      return !to && !gone;
    })
    .map(subjectOf);
}
