import { Spinner } from "@/components/ui/spinner";
import { Status } from "@/components/ui/status";
import { STATUS_OF } from "@/lib/trial/judge";
import type { TrialOutcome } from "@/lib/trial/schema";
import { RESULT_WORDS, stepLines } from "@/lib/trial/words";

type TrialStepsProps = {
  outcomes: readonly TrialOutcome[];
  /** More steps are to come. */
  running: boolean;
};

/** Steps of a trial that have ended, one line each, in Electric's order. */
export function TrialSteps({ outcomes, running }: TrialStepsProps) {
  return (
    <ol aria-label="Steps of the test" className="grid grid-cols-1">
      {stepLines(outcomes).map(({ step, title, result, says, ms }) => (
        <li
          key={step}
          className="grid gap-x-4 border-t border-line py-2 first:border-t-0 sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
        >
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
      {running && (
        <li className="flex items-center gap-2 border-t border-line py-2 text-muted first:border-t-0">
          <Spinner />
          Next step
        </li>
      )}
    </ol>
  );
}
