import "server-only";
import { statesIn, subjectKey, subjectOf } from "@/lib/repair/changes/operations";
import type { ChangeState } from "@/lib/repair/changes/catalogue";
import type { Change } from "@/lib/repair/changes/schema";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Survey } from "../../watched/survey";
import { oneByOne } from "./compare";

/** The subjects of a plan's changes by what they are now: as the plan leaves them, as it found them, or neither. */
export type Standing = { after: string[]; before: string[]; other: string[] };

function placeOf({ from }: ChangeState, { to, gone }: ChangeState): keyof Standing | null {
  // What is gone, what cannot be told apart and what the plan itself brings back says nothing of the transaction.
  if (gone || (from && to)) return null;
  return to ? "after" : from ? "before" : "other";
}

/** Returns what became of the changes of a plan's transaction, as far as a survey tells: of what each subject was at first, and is at last. */
export function standingOf(plan: Plan, { snapshot, rights }: Survey): Standing {
  const state = statesIn(snapshot, rights);
  const ends = new Map<string, { first: Change; last: Change }>();
  for (const { phase, changes } of plan.steps)
    if (phase !== "after")
      for (const change of changes.flatMap(oneByOne)) {
        const key = subjectKey(change);
        ends.set(key, { first: ends.get(key)?.first ?? change, last: change });
      }
  const standing: Standing = { after: [], before: [], other: [] };
  for (const { first, last } of ends.values()) {
    const place = placeOf(state(first), state(last));
    if (place !== null) standing[place].push(subjectOf(last));
  }
  return standing;
}
