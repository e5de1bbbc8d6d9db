import type { ReactNode } from "react";
import type { Phase, Plan } from "@/lib/repair/plan/schema";
import { phasesOf } from "@/lib/repair/plan/view";
import { StepItem } from "./step-item";

const PHASE_WORDS: Record<Phase, { title: string; says: string }> = {
  enable: {
    title: "Temporary grants",
    says: "What the steps below need and the role that runs them lacks. It is revoked before the commit.",
  },
  change: {
    title: "In the transaction",
    says: "All of it happens at once, or none of it.",
  },
  restore: {
    title: "End of the temporary grants",
    says: "Temporary grants are revoked, still inside the transaction.",
  },
  after: {
    title: "After the commit",
    says: "Postgres refuses these inside a transaction. Each runs by itself and can be tried again.",
  },
};

type StepsProps = {
  plan: Pick<Plan, "steps">;
  folded?: boolean;
  /** How far a step is, by its place from 0. */
  markOf?: (at: number) => ReactNode;
};

/** The steps of a plan in the order in which they run, under what part of the run they are. */
export function Steps({ plan, folded, markOf }: StepsProps) {
  return phasesOf(plan).map(({ phase, steps }) => {
    const { title, says } = PHASE_WORDS[phase];
    return (
      <div key={steps[0]?.step.id} className="grid min-w-0 gap-2">
        <div>
          <h3 className="font-semibold">{title}</h3>
          <p className="text-sm text-muted">{says}</p>
        </div>
        <ol className="min-w-0 rounded-md border border-line bg-surface">
          {steps.map(({ step, at }) => (
            <StepItem key={step.id} step={step} number={at + 1} folded={folded} mark={markOf?.(at)} />
          ))}
        </ol>
      </div>
    );
  });
}
