import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { Status } from "@/components/ui/status";
import { count } from "@/lib/text/words";
import { stepLines, stepsToCome, triedLogin, untriedTitles } from "@/lib/trial/words";
import { TrialFindings } from "./trial-findings";
import { TrialSteps } from "./trial-steps";
import { headlineOf, type TrialState } from "./use-trial";

type TrialResultProps = {
  state: TrialState;
  databaseId: string;
  /** Electric's role. */
  role: string;
  /** The next act where a step failed; null for none. */
  onFailure: ReactNode;
};

/** A trial as it goes, and how it ended. */
export function TrialResult({ state, ...rest }: TrialResultProps) {
  const { phase, outcomes, asked, error } = state;
  if (phase === "idle") return null;
  if (phase === "done") return <Ended state={state} {...rest} />;
  return (
    <>
      {phase === "failed" && (
        <Callout tone="fail" role="alert" title="The test did not run to its end">
          {error}
        </Callout>
      )}
      {phase === "cancelled" && (
        <Callout title="The test is cancelled">It was rolled back. Nothing stays in the database.</Callout>
      )}
      {(phase === "running" || outcomes.length > 0) && (
        <TrialSteps outcomes={outcomes} toCome={phase === "running" ? stepsToCome(outcomes, asked) : []} />
      )}
    </>
  );
}

/** A trial that ran to its end: its headline, the next act, its findings, and its steps folded. */
function Ended({ state, databaseId, role, onFailure }: TrialResultProps) {
  const { outcomes, findings, causes, asked } = state;
  const untried = untriedTitles(findings, asked.pool);
  const failed = findings.some(({ status }) => status === "fail" || status === "unknown");
  return (
    <section
      aria-labelledby="trial-result"
      className="grid min-w-0 grid-cols-1 gap-3 border-t border-line pt-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id="trial-result" className="text-lg font-semibold">
          {headlineOf(state)}
        </h3>
        {failed && onFailure}
        {!failed && untried.length === 0 && (
          <LinkButton href={`/databases/${databaseId}/connections`}>Watch connections</LinkButton>
        )}
      </div>
      <TrialFindings databaseId={databaseId} findings={findings} causes={causes} />
      {untried.length > 0 && (
        <div className="grid grid-cols-1 gap-x-4 gap-y-1 border-t border-line pt-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <Status of="unknown" className="self-start text-sm leading-[1.375rem]">
            Not tried
          </Status>
          <div className="min-w-0">
            <ul>
              {untried.map((title) => (
                <li key={title} className="font-medium">
                  {title}
                </li>
              ))}
            </ul>
            <p className="mt-1 text-muted">
              {triedLogin(outcomes)
                ? "The test did not come to these."
                : `Enter the password of ${role} to try its login.`}
            </p>
          </div>
        </div>
      )}
      <details>
        <summary className="w-fit cursor-pointer text-sm text-muted">
          {count(stepLines(outcomes).length, "step")}
        </summary>
        <div className="mt-2">
          <TrialSteps outcomes={outcomes} toCome={[]} />
        </div>
      </details>
    </section>
  );
}
