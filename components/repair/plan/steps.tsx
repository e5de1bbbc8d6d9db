"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { count } from "@/lib/text/words";
import type { PlanBrief, StepBrief } from "@/lib/repair/plan/brief";
import type { Phase } from "@/lib/repair/plan/schema";
import { usePart } from "./part-source";
import { StepItem } from "./step-item";

/** Part of a run that a step belongs to, where it is not simply a change in the transaction. */
const PHASE_WORDS: Record<Phase, string | null> = {
  enable: "Temporary grants",
  change: null,
  restore: "End of the temporary grants",
  after: "After the commit",
};

const TRANSACTION = "In one transaction: all of it happens at once, or none of it.";

/** Returns the progress of a step, by its place from 0 and its phase. */
export type MarkOf = (at: number, phase: Phase) => ReactNode;

type StepsProps = { plan: Pick<PlanBrief, "steps" | "stepCount">; markOf?: MarkOf };

/** The steps of a plan in the order in which they run, in one list, under what part of the run they are. */
export function Steps({ plan: { steps, stepCount }, markOf }: StepsProps) {
  const [all, setAll] = useState(false);
  const rest = stepCount - steps.length;
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface">
      <p className="border-b border-line px-4 py-1.5 text-sm text-muted">{TRANSACTION}</p>
      <StepRows steps={steps} from={0} markOf={markOf} />
      {rest > 0 &&
        (all ? (
          <MoreSteps from={steps.length} markOf={markOf} />
        ) : (
          <div className="px-4 py-3">
            <Button size="sm" onClick={() => setAll(true)}>
              Show {count(rest, "more step")}
            </Button>
          </div>
        ))}
    </div>
  );
}

type StepRowsProps = { steps: readonly StepBrief[]; from: number; markOf?: MarkOf | undefined };

function StepRows({ steps, from, markOf }: StepRowsProps) {
  return (
    <ol className="min-w-0">
      {steps.map((step, at) => (
        <StepItem
          key={step.id}
          step={step}
          number={from + at + 1}
          phase={PHASE_WORDS[step.phase]}
          mark={markOf?.(from + at, step.phase)}
        />
      ))}
    </ol>
  );
}

/** The steps that the page does not hold, a page of them after the other. */
function MoreSteps({ from, markOf }: { from: number; markOf?: MarkOf | undefined }) {
  const { data, isError, refetch } = usePart({ list: "steps", from });
  const [all, setAll] = useState(false);
  if (isError)
    return (
      <div role="alert" className="flex items-center gap-2 px-4 py-3 text-sm text-fail">
        The other steps could not be read.
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  if (data === undefined) return <p className="px-4 py-3 text-muted">Reading the other steps</p>;
  const next = from + data.steps.length;
  const rest = data.count - next;
  return (
    <>
      <StepRows steps={data.steps} from={from} markOf={markOf} />
      {rest > 0 &&
        (all ? (
          <MoreSteps from={next} markOf={markOf} />
        ) : (
          <div className="px-4 py-3">
            <Button size="sm" onClick={() => setAll(true)}>
              Show {count(rest, "more step")}
            </Button>
          </div>
        ))}
    </>
  );
}
