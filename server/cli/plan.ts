import "server-only";
import { manualStepLines } from "@/lib/repair/manual-steps/text";
import { scriptOf } from "@/lib/repair/plan/script";
import { planLines, planSummary, purposeOf, sizeOf } from "@/lib/repair/plan/text";
import { layout } from "@/lib/report/layout";
import { type Paint, plain, plainJson } from "@/lib/report/terminal";
import { redactPlan } from "@/lib/repair/plan/redact";
import { failureText } from "@/lib/failure/failure";
import type { Connection } from "@/lib/snapshot/connection";
import { guidedOf } from "@/server/repair/engine/recipe";
import { planReport } from "./json";
import type { Surroundings } from "./login";
import type { Wish } from "./options";
import { plannedFor, type Ready } from "./planned";
import { painter } from "./print";

type PlanWish = Extract<Wish, { command: "plan"; sandbox: false }>;

/** Returns why there is no session, as lines for the error output. */
export function notReached(connection: Connection): string {
  const { what, why, next } = failureText(connection);
  return [what, why, next]
    .filter((sentence) => sentence !== "")
    .map((sentence) => `${plain(sentence)}\n`)
    .join("");
}

/**
 * Returns a plan for people: where it is for, what it is for, and all of it, or without its steps where each of them is told as it
 * is done.
 */
export function printedPlan(
  { planned, recipe, login }: Ready,
  paint: Paint,
  width: number,
  withSteps = true,
): string {
  const plan = redactPlan(planned.plan);
  const guided = guidedOf(planned, recipe);
  const state = plan.missing.length > 0 ? paint(31, "CANNOT RUN") : paint(32, "PLAN");
  const lines = [
    plain(`${login.database} at ${login.host}:${login.port}, to be run by ${plan.admin}`),
    plan.steps.length === 0 && plan.missing.length === 0
      ? `${paint(32, "NOTHING TO DO")}: the database is as this plan would make it.`
      : `${state}: ${sizeOf(plan)}; ${purposeOf(plan)}.`,
    "",
    ...(withSteps ? planLines(plan, paint) : planSummary(plan, paint)),
    ...(guided.length === 0 ? [] : ["Steps to take by hand", ...manualStepLines(guided, paint)]),
  ];
  return `${layout(lines, width).trimEnd()}\n`;
}

/** Plans, and returns what to print and the exit status: 0 it can run or nothing is to do, 1 it cannot, 2 no session. */
export async function runPlanCommand(
  wish: PlanWish,
  around: Surroundings,
): Promise<{ text: string; status: 0 | 1 | 2 }> {
  const ready = await plannedFor(wish, around);
  if ("connection" in ready) {
    around.warn(notReached(ready.connection));
    return { text: "", status: 2 };
  }
  const { plan, fingerprint, snapshot } = ready.planned;
  const status = plan.missing.length === 0 ? 0 : 1;
  switch (wish.format) {
    case "json":
      return {
        text: `${plainJson(
          planReport(
            { plan, guided: guidedOf(ready.planned, ready.recipe), fingerprint, takenAt: snapshot.takenAt },
            ready.login,
          ),
        )}\n`,
        status,
      };
    case "sql":
      return { text: scriptOf(plan), status };
    case "people":
      return { text: printedPlan(ready, painter(around.colours), around.width), status };
  }
}
