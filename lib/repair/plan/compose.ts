import { inverse } from "@/lib/repair/changes/operations";
import { checks as allChecks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { displayName } from "@/lib/postgres/identifier";
import { remedies } from "@/lib/repair/remedies";
import type { Remedy } from "@/lib/repair/remedies/define";
import { leasedRole } from "@/lib/repair/remedies/leased";
import { isOpen, situationOf, type Contribution, type Situation } from "@/lib/repair/remedies/situation";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { planReach, type PlanReach } from "@/lib/reach/plan";
import { grantTemporarily } from "./temporary-grants";
import { codeWarnings } from "./code-warnings";
import { leavesOf } from "./leaves";
import { openedSilently } from "./opened";
import type { Plan, Promised, Step, Stood } from "./schema";
import { takesAway, type Choices, type Wanted } from "@/lib/repair/request";
import { endsElectric, saidOfUndo } from "./since";
import { locksOf, numbered, stepOf } from "./steps";
import { stoodBefore } from "./stood";

type Contributed = { remedy: Remedy; contribution: Contribution };

function isWanted(remedy: Remedy, { wanted, snapshot }: Situation): boolean {
  const { fixes, joins, cleansUp } = remedy;
  switch (wanted.kind) {
    case "ready":
      return !remedy.onRequest && !cleansUp;
    case "checks": {
      const isAsked = (check: string): boolean => wanted.checks.includes(check);
      return (
        fixes.some(isAsked) ||
        // A role that is missing brings its rights along.
        (snapshot.role === null && remedy.withNewRole) ||
        joins === "any" ||
        joins.some(isAsked)
      );
    }
    case "clean-up":
      return cleansUp;
    case "undo":
      return false;
  }
}

/** Checks that have to pass at the end: those that are open now and that a contribution with changes fixes. */
function promisesOf(contributed: readonly Contributed[], situation: Situation): Promised[] {
  const left = new Set(
    contributed.flatMap(({ contribution }) => contribution.leaves ?? []).map(({ check }) => check),
  );
  const promised = new Map<string, Promised>();
  for (const { remedy, contribution } of contributed) {
    if (contribution.drafts.length === 0) continue;
    for (const { id: check } of allChecks)
      if (contribution.fixes.includes(check) && isOpen(situation, check) && !left.has(check))
        promised.set(check, {
          check,
          when: remedy.outside || promised.get(check)?.when === "after" ? "after" : "commit",
        });
  }
  return allChecks.flatMap(({ id }) => promised.get(id) ?? []);
}

const GRANTS =
  "Grant the rights that the steps below take, for the length of the transaction: no other session sees them.";
const REVOKES = "Revoke the temporary grants before the commit.";

/** Whether a step makes a role (it is not there `from`) or drops one (not there `to`). */
const turns = ({ changes }: Step, side: "from" | "to"): boolean =>
  changes.some((change) => change.kind === "role" && change[side] === null);

/**
 * Returns steps with the temporary grants that they take put before and revoked after them. A clean-up's role goes after
 * that, and its undo's role comes before: a membership in a role that is not there can be neither granted nor revoked.
 * Every plan comes through here, so that none is without the warnings about code that it makes run.
 */
export function withTemporaryGrants(
  given: Record<"before" | "inside" | "last" | "outside", readonly Step[]>,
  snapshot: ReachedSnapshot,
  rights: Rights,
  electric: string,
): Pick<Plan, "steps" | "locks" | "missing" | "acceptances" | "reach"> &
  Pick<PlanReach<Step>, "others"> & { notes: string[] } {
  const { versionNum } = snapshot.server;
  const { outside } = given;
  const before = [...given.before, ...given.inside.filter((step) => turns(step, "from"))];
  const inside = given.inside.filter((step) => !turns(step, "from") && !turns(step, "to"));
  const last = [...given.inside.filter((step) => turns(step, "to")), ...given.last];
  const all = [...before, ...inside, ...last, ...outside].flatMap(({ changes }) => changes);
  const ahead = before.flatMap(({ changes }) => changes).length;
  const { enable, missing } = grantTemporarily(all, snapshot, rights, ahead);
  const back = enable.toReversed().flatMap((change) => inverse(change) ?? []);
  const steps = numbered([
    ...before,
    ...(enable.length === 0
      ? []
      : [stepOf("rights.temporary", "enable", { says: GRANTS, changes: enable }, versionNum)]),
    ...inside,
    ...(back.length === 0
      ? []
      : [stepOf("rights.return", "restore", { says: REVOKES, changes: back }, versionNum)]),
    ...last,
    ...outside,
  ]);
  const reached = planReach(steps, snapshot, rights, electric);
  return { ...reached, locks: locksOf(steps), missing, ...codeWarnings(steps, snapshot, rights) };
}

function stepsOf(contributed: readonly Contributed[], versionNum: number) {
  const steps = contributed.map(({ remedy, contribution }) => ({
    remedy,
    steps: contribution.drafts.map((draft) =>
      stepOf(remedy.id, remedy.outside ? "after" : "change", draft, versionNum),
    ),
  }));
  const pick = (which: (remedy: Remedy) => boolean) =>
    steps.filter(({ remedy }) => which(remedy)).flatMap((entry) => entry.steps);
  return {
    before: pick((remedy) => !remedy.outside && remedy.frames),
    inside: pick((remedy) => !remedy.outside && !remedy.frames),
    outside: pick((remedy) => remedy.outside),
  };
}

/**
 * Returns the plan that fixes what is wanted, for the role that looked: its steps in the order in which they run, what
 * has to be granted for a while, and what is missing, so that nothing is found out half-way. Pure: the same survey, target, wish and
 * choices give the same plan.
 */
export function planOf(
  snapshot: ReachedSnapshot,
  rights: Rights,
  target: Target,
  wanted: Wanted,
  choices: Choices,
  findings: readonly Finding[],
): Plan {
  return planIn(situationOf(snapshot, rights, target, wanted, choices, findings));
}

/**
 * Returns the objects that Electric changes by itself, as they stand, where an undo of these steps would end Electric here.
 */
function stoodIn(situation: Situation, steps: readonly Step[]): Stood | undefined {
  const changes = steps.flatMap((step) => step.changes);
  const undone = changes.flatMap((change) => inverse(change) ?? []);
  return takesAway(situation.wanted) || !endsElectric(undone, situation.target.role)
    ? undefined
    : stoodBefore(situation, changes);
}

/** The same, from a situation that is known already. */
export function planIn(situation: Situation): Plan {
  const { snapshot, rights, wanted, choices } = situation;
  const leased = leasedRole(situation);
  const contributed = (leased === null ? remedies : [])
    .filter((remedy) => isWanted(remedy, situation))
    .map((remedy) => ({ remedy, contribution: remedy.plan(situation) }));
  const { before, inside, outside } = stepsOf(contributed, snapshot.server.versionNum);
  const { others, notes, ...composed } = withTemporaryGrants(
    { before, inside, last: [], outside },
    snapshot,
    rights,
    situation.target.role,
  );
  const stood = stoodIn(situation, composed.steps);
  const undoNote = stood === undefined ? null : saidOfUndo(stood);
  const promises = promisesOf(contributed, situation);
  const own = contributed.flatMap(({ contribution }) => contribution.missing ?? []);
  const room =
    composed.locks.length * 4 > rights.lockSpace
      ? [
          {
            what: `The plan locks ${composed.locks.length} tables with their indexes and sequences, and the server has room for ${rights.lockSpace} locks.`,
            who: "Name fewer tables in the target and make a plan for each part, or raise max_locks_per_transaction.",
            sql: null,
            rule: "headroom" as const,
          },
        ]
      : [];
  return {
    for: wanted,
    choices,
    admin: rights.admin,
    versionNum: snapshot.server.versionNum,
    consequences: [
      ...new Set(contributed.flatMap(({ contribution }) => contribution.consequences ?? [])),
      ...(composed.steps.some(({ phase }) => phase === "enable")
        ? [
            `${displayName(rights.admin)} grants itself rights inside the transaction and revokes them before it ends.`,
          ]
        : []),
      ...notes,
      ...(undoNote === null ? [] : [undoNote]),
    ],
    ...composed,
    ...(stood === undefined ? {} : { stood }),
    promises,
    leaves: leavesOf(
      situation,
      promises,
      contributed.flatMap(({ contribution }) => contribution.leaves ?? []),
    ),
    missing: [
      ...(leased === null ? [] : [leased]),
      ...own,
      ...openedSilently(situation, composed.steps, others),
      ...composed.missing,
      ...room,
    ],
  };
}
