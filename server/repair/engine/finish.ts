import "server-only";
import { isTrialFinding } from "@/lib/trial/steps";
import { DatabaseError } from "pg";
import type { RunEvent } from "@/lib/repair/run/machine";
import type { Compared } from "@/lib/repair/run/schema";
import { openSession } from "../../watched/connect";
import { plain } from "../../watched/failure";
import type { Login } from "../../watched/login";
import { surveyOver } from "../../watched/survey";
import { judgeAfter } from "./attempt";
import { changeOutside, StepBlocked } from "./outside";
import type { Planned, Recipe } from "./recipe";
import { sentences } from "./sentences";
import { TAKE_TURN } from "./sql/transaction";

/** How the steps after a commit ended. */
export type Finished = {
  event: Extract<RunEvent, "all steps done" | "step failed">;
  says: string;
  sqlstate: string | null;
  compared: Compared[];
};

type Options = { compared: Compared[]; onStep?: () => void };

const reasonOf = (error: unknown): string => {
  if (error instanceof StepBlocked) return error.message;
  if (error instanceof DatabaseError)
    return `Postgres said “${plain(error.message)}”, SQLSTATE ${error.code ?? "unknown"}.`;
  return "the connection broke.";
};

/** Returns the sentence of a run that went well. */
export function doneSays({ plan }: Planned): string {
  if (plan.for.kind === "undo") return sentences.undone;
  return plan.steps.length === 0 ? sentences.nothingToDo : sentences.applied(plan.steps.length);
}

/** Returns the sentence of a dry run that went well. */
export const rehearsedSays = ({ plan }: Planned, steps: number): string =>
  plan.for.kind === "undo" ? sentences.rehearsedUndo : sentences.rehearsed(steps);

/**
 * Does the steps after the commit over a session of their own, each by itself, and looks whether they did what was
 * promised. It may be asked again: what is done is not done twice. Never throws for what a database does.
 */
export async function finish(
  login: Login,
  planned: Planned,
  recipe: Recipe,
  { compared, onStep }: Options,
): Promise<Finished> {
  const { plan } = planned;
  const steps = plan.steps.filter(({ phase }) => phase === "after");
  if (steps.length === 0)
    return { event: "all steps done", says: doneSays(planned), sqlstate: null, compared };
  const failed = (says: string, sqlstate: string | null = null): Finished => ({
    event: "step failed",
    says: sentences.unfinished(says),
    sqlstate,
    compared,
  });
  const opened = await openSession(login, { limits: { session: 5 * 60_000, silence: 30_000 } });
  if ("connection" in opened)
    return failed(`There was no session: ${opened.connection.failure?.said ?? ""}.`);
  const { session } = opened;
  let at = "";
  try {
    await session.client.read([TAKE_TURN]);
    for (const step of steps) {
      at = step.says;
      for (const change of step.changes) await changeOutside(login, session.client, change, plan.versionNum);
      onStep?.();
    }
    const judged = judgeAfter(planned, await surveyOver(session, recipe.target), recipe, "after");
    // What the trial before the commit gave holds on: the steps after it change none of it.
    judged.compared.push(...compared.filter(({ check }) => isTrialFinding(check)));
    if (judged.broken.length > 0 || judged.strange.length > 0) {
      const what = [...judged.broken.map(({ title, found }) => `“${title}”: ${found}`), ...judged.strange];
      return { ...failed(`${what.join("; ")}.`), compared: judged.compared };
    }
    return { event: "all steps done", says: doneSays(planned), sqlstate: null, compared: judged.compared };
  } catch (error) {
    return failed(`“${at}” ${reasonOf(error)}`, error instanceof DatabaseError ? (error.code ?? null) : null);
  } finally {
    await session.close();
  }
}
