import type { PlanPage } from "@/lib/repair/plan/answer";
import { count } from "@/lib/text/words";
import type { RepairStep } from "./plan/step-nav";
import type { DryRun } from "./use-dry-run";

/** Returns the steps of the repair as they stand: what is decided, what waits for a person, and what is next. */
export function stepsOfPage(
  { plan, strategies, guided }: PlanPage,
  dry: DryRun | null,
  mayApply: boolean,
): RepairStep[] {
  const passed = dry?.passed === true;
  const runs = plan.stepCount > 0;
  const can = plan.missingCount === 0;
  return [
    ...(strategies.length === 0 ? [] : [{ name: "Strategy", to: "strategy", state: "done" as const }]),
    { name: "What changes", to: "changes", state: can ? "done" : "open" },
    ...(guided.length === 0
      ? []
      : [{ name: count(guided.length, "manual step"), to: "manual", state: "open" as const }]),
    ...(runs
      ? ([
          { name: "SQL", to: "sql", state: "done" },
          { name: "Dry run", to: "apply", state: passed ? "done" : can ? "now" : "next" },
          { name: mayApply ? "Apply" : "Propose", to: "apply", state: passed ? "now" : "next" },
        ] as const)
      : []),
  ];
}
