import "server-only";
import { displayRelation } from "@/lib/postgres/identifier";
import { takesAway } from "@/lib/repair/request";
import { unexplained } from "@/lib/trial/agreement";
import type { TrialOutcome } from "@/lib/trial/schema";
import type { Finding } from "@/lib/checks/finding";
import type { Compared } from "@/lib/repair/run/schema";
import type { RunTransaction } from "../../watched/guarded-client";
import type { Survey } from "../../watched/survey";
import { judgedAndLogged } from "../../watched/trial/judged";
import { tryStatements } from "../../watched/trial/statements";
import type { Planned, Recipe } from "./recipe";

/** Result of a trial before a commit; `against` are failures that no check tells of, by which the run rolls back. */
export type Tried = {
  compared: Compared[];
  against: TrialOutcome[];
  /** How long it took, ms. */
  ms: number;
};

/** Returns the findings of a trial as a run keeps them, beside its checks: before the run nothing was tried. */
const comparedOf = (findings: readonly Finding[]): Compared[] =>
  findings
    .filter(({ status }) => status !== "not applicable")
    .map(({ id, title, status, found }) => ({
      check: id,
      title,
      promised: false,
      before: "not applicable",
      after: status,
      found,
    }));

/**
 * Tries as Electric what a repair prepared, in the repair's transaction, and takes that back. A plan that takes Electric's
 * things away is not tried. A failure that a check tells of is none of the plan's promises and does not roll it back.
 * @throws Trouble or DatabaseError where the session ended
 */
export async function tryRepaired(
  transaction: RunTransaction,
  { plan }: Planned,
  after: Survey,
  { target }: Recipe,
  findings: readonly Finding[],
): Promise<Tried> {
  if (takesAway(plan.for)) return { compared: [], against: [], ms: 0 };
  const began = performance.now();
  const outcomes = await tryStatements(transaction, {
    survey: after,
    target,
    repair: {
      steps: plan.steps.filter(({ phase }) => phase !== "after"),
      locked: new Set(plan.locks.map(displayRelation)),
    },
  });
  return {
    compared: comparedOf(judgedAndLogged(outcomes, findings)),
    against: unexplained(outcomes, findings),
    ms: Math.round((performance.now() - began) * 10) / 10,
  };
}
