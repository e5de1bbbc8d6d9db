import { inverse, sidesAfter, statesIn, subjectKey, subjectOf } from "@/lib/repair/changes/operations";
import type { ChangeState } from "@/lib/repair/changes/catalogue";
import type { Change } from "@/lib/repair/changes/schema";
import { count, listed } from "@/lib/text/words";
import { dropOlderSlot, olderSlotInUse, slotBeside } from "@/lib/repair/remedies/slot-remake";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { remedyOf } from "@/lib/repair/remedies";
import { withTemporaryGrants } from "./compose";
import type { Plan, Step } from "./schema";
import { obstacles } from "./obstacles";
import { electricsSince, UNDO_ELECTRIC, type Since } from "./since";
import { ownerSelfRevocations } from "./own-rights";
import { stepOf } from "./steps";

const isFrame = (remedy: string): boolean => remedyOf(remedy)?.frames === true;

/** From 16 on a membership is known by its grantor. */
function withGrantor(change: Change, rights: Rights, versionNum: number): Change {
  if (change.kind !== "membership" || change.to !== null || versionNum < 160_000) return change;
  const rows = rights.memberships.filter(
    ({ role, member, admin, inherit, set }) =>
      role === change.role &&
      member === change.member &&
      admin === change.from?.admin &&
      inherit === change.from.inherit &&
      set === change.from.set,
  );
  const row = rows.find(({ grantor }) => grantor === rights.admin) ?? rows[0];
  return { ...change, grantor: row?.grantor ?? null };
}

/** Status of a change at an undo: it goes back, it is back already, it is gone, or something else changed it. */
type UndoStatus = { change: Change; state: ChangeState };

/** Whether the undo itself makes the publication that a change gives away: its admin owns it then. */
const isMadeHere = (change: Change, left: ReadonlyMap<string, unknown>): boolean =>
  change.kind === "publication owner" &&
  (left.get(JSON.stringify(["publication", change.publication])) ?? null) !== null;

/** Goes through the inverses in their order: what one of them leaves is what the next of its subject finds. */
function undoStatuses(
  inverses: readonly Change[],
  look: (change: Change) => ChangeState,
): ReadonlyMap<Change, ChangeState> {
  const left = new Map<string, unknown>();
  const fates: UndoStatus[] = inverses.map((change) => {
    const key = subjectKey(change);
    const state = left.has(key)
      ? sidesAfter(left.get(key), change)
      : isMadeHere(change, left)
        ? { from: true, to: false, gone: false }
        : look(change);
    if (state.from && change.kind !== "password") left.set(key, change.to);
    return { change, state };
  });
  return new Map(fates.map(({ change, state }) => [change, state]));
}

/** The slot that is there already when an undo makes its publication anew, and that publication; null where it makes none. */
function olderSlotOf(steps: readonly Step[], snapshot: ReachedSnapshot) {
  const made = steps
    .flatMap(({ changes }) => changes)
    .find((change) => change.kind === "publication" && change.from === null && change.to !== null);
  if (made?.kind !== "publication") return null;
  const slot = slotBeside(snapshot, made.publication);
  return slot === undefined ? null : { slot, publication: made.publication };
}

/** A step of a run, backwards: what still stands as the run left it goes back, what is back already is left out. */
function backwards(
  step: Step,
  inverses: readonly Change[],
  turn: (change: Change) => Change,
  versionNum: number,
) {
  const changes = inverses.map(turn);
  return changes.length === 0
    ? []
    : [
        stepOf(
          step.remedy,
          step.phase,
          { says: `Take back: ${step.says.charAt(0).toLowerCase()}${step.says.slice(1)}`, changes },
          versionNum,
        ),
      ];
}

/**
 * Returns the plan that undoes a run, checked against what a survey sees today: what changed since is named, and then
 * nothing runs. Temporary grants are not undone: they were revoked then.
 */
export function undoOf(
  ran: Plan,
  run: string,
  snapshot: ReachedSnapshot,
  rights: Rights,
  { keepElectrics = false }: { keepElectrics?: boolean | undefined } = {},
): Plan {
  const { versionNum } = snapshot.server;
  const steps = ran.steps
    .filter(({ phase }) => phase === "change" || phase === "after")
    .toReversed()
    .map((step) => ({
      step,
      inverses: step.changes.toReversed().flatMap((change) => inverse(change) ?? []),
    }));
  const fates = undoStatuses(
    steps.flatMap(({ inverses }) => inverses),
    statesIn(snapshot, rights),
  );
  const conflicting = [...fates].flatMap(([change, { from, to, gone }]) =>
    from || to || gone ? [] : [change],
  );
  const gone = [...fates].flatMap(([change, fate]) => (fate.gone ? [change] : []));
  // What is the owner's again by other hands stays its own.
  const back = [...fates].flatMap(([change, fate]) => (fate.from ? [change] : []));
  const robs = ownerSelfRevocations(back, snapshot, rights);
  const revertible = new Set(back.filter((change) => !robs.has(change)));
  const turn = (change: Change): Change => withGrantor(change, rights, versionNum);
  const of = (phase: Step["phase"]) =>
    steps
      .filter(({ step }) => step.phase === phase)
      .flatMap(({ step, inverses }) =>
        backwards(
          step,
          inverses.filter((change) => revertible.has(change)),
          turn,
          versionNum,
        ),
      );
  const own = electricsSince(ran.stood, [...revertible], snapshot.role?.name ?? "", snapshot, rights);
  const ofElectric = (phase: "change" | "after", drafts: Since["inside"]): Step[] =>
    keepElectrics ? [] : drafts.map((draft) => stepOf(UNDO_ELECTRIC, phase, draft, versionNum));
  const inside = [...ofElectric("change", own.inside), ...of("change")];
  const outside = [...of("after"), ...ofElectric("after", own.outside)];
  const older = olderSlotOf([...inside, ...outside], snapshot);
  if (older !== null && !older.slot.active)
    outside.push(stepOf("slot.remake", "after", dropOlderSlot(older.slot, older.publication), versionNum));
  const dropped = ran.steps
    .flatMap((step) => step.changes)
    .flatMap((change) => (change.kind === "slot" && change.to === null ? [change.slot] : []));
  const passwords = ran.steps.flatMap(({ changes }) => changes).filter(({ kind }) => kind === "password");
  const changes = [...inside, ...outside].flatMap((step) => step.changes);
  const {
    others: _others,
    notes,
    ...composed
  } = withTemporaryGrants(
    {
      before: [],
      inside: inside.filter(({ remedy }) => !isFrame(remedy)),
      // Temporary grants of a role are revoked before the role goes.
      last: inside.filter(({ remedy }) => isFrame(remedy)),
      outside,
    },
    snapshot,
    rights,
    snapshot.role?.name ?? "",
  );
  return {
    for: { kind: "undo", run },
    choices: { ...ran.choices, verifier: null, keepElectrics },
    admin: rights.admin,
    versionNum,
    consequences: [
      `Takes back ${count(changes.length, "change")} of that run.`,
      ...(gone.length === 0
        ? []
        : [
            `${count(gone.length, "change")} of it concern what is gone by now: ${gone.slice(0, 3).map(subjectOf).join("; ")}.`,
          ]),
      ...(dropped.length === 0
        ? []
        : [
            `${listed(dropped)} ${dropped.length === 1 ? "stays" : "stay"} dropped: a slot has no way back to its old position. Electric makes it anew at its next start and serves every shape anew.`,
          ]),
      ...(passwords.length === 0 ? [] : ["The password that it set stays: the one before is not known."]),
      ...notes,
    ],
    ...composed,
    promises: [],
    leaves: [],
    missing: [
      ...conflicting.map((change) => ({
        what: `Something else changed ${subjectOf(change)} since: it is neither as the run left it nor as it was before.`,
        who: "Look at it, and bring it back by hand.",
        sql: null,
        rule: "headroom" as const,
      })),
      ...obstacles(changes, snapshot, rights),
      ...(older?.slot.active === true ? [olderSlotInUse(older.slot, older.publication)] : []),
      ...composed.missing,
    ],
  };
}
