import { CircleDashed } from "lucide-react";
import { Spinner } from "@/components/ui/spinner";
import { Status } from "@/components/ui/status";
import { STATUS_OF } from "@/lib/trial/judge";
import type { TrialOutcome } from "@/lib/trial/schema";
import { RESULT_WORDS, stepLines, type StepToCome } from "@/lib/trial/words";

type TrialStepsProps = {
  outcomes: readonly TrialOutcome[];
  /** Steps that have not ended: the first one runs. */
  toCome: readonly StepToCome[];
};

const LINE = "grid gap-x-4 border-t border-line py-2 first:border-t-0 sm:grid-cols-[8rem_minmax(0,1fr)_auto]";

/** Steps of a trial, one line each, in Electric's order: those that have ended, the one that runs, and those to come. */
export function TrialSteps({ outcomes, toCome }: TrialStepsProps) {
  return (
    <ol aria-label="Steps of the test" className="grid grid-cols-1">
      {stepLines(outcomes).map(({ step, title, result, says, ms }) => (
        <li key={step} className={LINE}>
          <Status of={STATUS_OF[result]} className="self-start text-sm leading-[1.375rem]">
            {RESULT_WORDS[result]}
          </Status>
          <span className="min-w-0">
            <span className="block font-medium">{title}</span>
            <span className="block text-sm text-muted wrap-anywhere">{says}</span>
          </span>
          <span className="text-sm text-faint tabular-nums">{ms} ms</span>
        </li>
      ))}
      {toCome.map(({ step, title }, at) => (
        <li key={step} className={LINE}>
          <span className="inline-flex items-center gap-1.5 self-start text-sm leading-[1.375rem] text-muted">
            {at === 0 ? <Spinner /> : <CircleDashed aria-hidden className="size-4" />}
            {at === 0 ? "Running" : "To come"}
          </span>
          <span className="min-w-0 text-muted">{title}</span>
        </li>
      ))}
    </ol>
  );
}
