import "server-only";
import { count } from "@/lib/text/words";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Survey } from "../../watched/survey";
import { keptPlan } from "./recipe";
import { standingOf } from "./standing";

/** Outcome of a transaction, and how it is known, in sentences. */
export type Verdict = { outcome: "committed" | "rolled back"; says: string };

/** Why the outcome cannot be asked for. */
export type Unasked = "forgotten" | "another server";

const WHY: Record<Unasked, string> = {
  forgotten:
    "The server has forgotten the transaction, as it does with old ones, so the changes were looked at.",
  "another server":
    "Another server has taken the place of the one that it ran on, so it cannot be asked and the changes were compared.",
};

/** How many changes a sentence names before it counts the rest. */
const MOST_SUBJECTS = 5;

function named(subjects: readonly string[]): string {
  const rest = subjects.length - MOST_SUBJECTS;
  return `${subjects.slice(0, MOST_SUBJECTS).join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
}

const committed = (says: string): Verdict => ({ outcome: "committed", says });
const rolledBack = (says: string): Verdict => ({ outcome: "rolled back", says });

/**
 * Judges by what stands whether a transaction was committed, where no answer came. A row of the catalogue that bears
 * its mark is a proof that it was; otherwise all of it stands or nothing does, for it was one transaction. Where others have
 * changed a part since, and no row is left that it wrote, it is taken for rolled back, and the part that stands is named:
 * an undo of it would take back what others did.
 */
export function inferOutcome(plan: Plan, survey: Survey, why: Unasked, marked: boolean): Verdict {
  const { after, before, other } = standingOf(keptPlan(plan), survey);
  const not = [...before, ...other];
  const all = after.length + not.length;
  if (marked)
    return committed(
      `${WHY[why]} Rows of the catalogue were written by it: it was committed, and it was verified before.${
        not.length === 0
          ? ""
          : ` Of its ${count(all, "change")} ${not.length} ${not.length === 1 ? "has" : "have"} been changed since: ${named(not)}.`
      }`,
    );
  if (after.length > 0 && not.length === 0)
    return committed(
      `${WHY[why]} ${after.length === 1 ? "Its one change stands" : `All of its ${after.length} changes stand`}: it was committed, and it was verified before.`,
    );
  if (all === 0)
    return rolledBack(
      `${WHY[why]} What it was to change cannot be read back, and no row that can be read was written by it, so it is taken for rolled back. Make the plan again.`,
    );
  if (after.length === 0 && other.length === 0)
    return rolledBack(`${WHY[why]} None of its ${count(all, "change")} stands: it was rolled back.`);
  const stand =
    after.length === 0
      ? ""
      : ` ${count(after.length, "change")} of it ${after.length === 1 ? "stands" : "stand"} all the same: ${named(after)}.`;
  return rolledBack(
    `${WHY[why]} No row is left that it wrote, so it is taken for rolled back.${stand} ${count(not.length, "change")} of it ${not.length === 1 ? "does" : "do"} not stand: ${named(not)}. Others have changed the database since: look at what stands, and make a new plan.`,
  );
}
