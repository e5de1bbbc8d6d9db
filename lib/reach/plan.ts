import type { Change } from "@/lib/repair/changes/schema";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { stateAfter } from "./apply";
import { itemsOfRights, reachChanges, roleReaches, type Right, type RoleChange } from "./difference";
import { isElectricsOwn } from "./electrics-own";
import { targetKey } from "./reach";
import { attainableIn } from "./roles";
import type { Opened, RoleReach } from "./schema";
import { reachState, type ReachState } from "./state";

/** The part of a step that reach is computed from. */
type ReachStep = { phase: string; changes: readonly Change[] };

/** The changes of a plan to the reach of every role, and its steps with what each opens to roles other than Electric's. */
export type PlanReach<Step> = {
  steps: (Step & { opens: Opened[] })[];
  reach: RoleReach[];
  others: RoleChange[];
};

const keyOf = (role: string, { on, right }: Right): string => JSON.stringify([role, targetKey(on), right]);

/**
 * Returns what roles other than Electric's newly reach between two states: at once, and once they have granted themselves
 * a role that they administer, what comes with a role for Electric alone left out. The role that runs the plan is not
 * among the latter: what it gives it could give itself.
 */
function opensBetween(before: ReachState, after: ReachState, electric: string, changes: RoleChange[]) {
  const isOther = ({ role, gains }: RoleChange) => role !== electric && gains.length > 0;
  const direct = changes.filter(isOther);
  const known = new Set(direct.flatMap(({ role, gains }) => gains.map((right) => keyOf(role, right))));
  const attained = reachChanges(before, after, attainableIn)
    .filter(({ role }) => role !== before.admin)
    .map((change): RoleChange => {
      const isNew = (right: Right) =>
        right.on.type !== "role" && !known.has(keyOf(change.role, right)) && !isElectricsOwn(right, electric);
      return { role: change.role, gains: change.gains.filter(isNew), loses: [], byGrant: true };
    });
  return [...direct, ...attained.filter(isOther)];
}

/** Temporary grants end before the commit, so that they count for nothing after it. */
const lasts = ({ phase }: ReachStep): boolean => phase === "change" || phase === "after";

/**
 * Returns how a plan changes what each role reaches, and each step with what it opens to roles other than Electric's: every
 * right that such a role has after the plan and not before stands at a step by name.
 */
export function planReach<Step extends ReachStep>(
  steps: readonly Step[],
  snapshot: ReachedSnapshot,
  rights: Rights,
  electric: string,
): PlanReach<Step> {
  const before = reachState(snapshot, rights, electric);
  const after = stateAfter(
    before,
    steps.filter(lasts).flatMap(({ changes }) => changes),
  );
  const changes = reachChanges(before, after);
  const others = opensBetween(before, after, electric, changes);
  const reach = roleReaches(changes, electric);
  if (others.length === 0) return { steps: steps.map((step) => ({ ...step, opens: [] })), reach, others };
  const open = new Set(others.flatMap(({ role, gains }) => gains.map((right) => keyOf(role, right))));
  let state = before;
  const named = steps.map((step) => {
    if (!lasts(step)) return { ...step, opens: [] };
    const next = stateAfter(state, step.changes);
    // Against the beginning: what a step leaves may have been hidden by an owner's rights that a later step takes.
    const opens = opensBetween(before, next, electric, reachChanges(before, next)).flatMap(
      ({ role, gains, byGrant }): Opened[] => {
        const kept = gains.filter((right) => open.delete(keyOf(role, right)));
        return kept.length === 0
          ? []
          : [{ role, gains: itemsOfRights(kept, "gains"), ...(byGrant && { byGrant }) }];
      },
    );
    state = next;
    return { ...step, opens };
  });
  return { steps: named, reach, others };
}
