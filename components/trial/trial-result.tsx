import { fixPath } from "@/components/plan/asked";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { count } from "@/lib/checks/words";
import { stepLines, trialHeadline, triedLogin } from "@/lib/trial/words";
import { TrialFindings } from "./trial-findings";
import { TrialSteps } from "./trial-steps";
import type { TrialState } from "./use-trial";

type TrialResultProps = {
  state: TrialState;
  databaseId: string;
  /** Electric's role. */
  role: string;
  /** A plan can cure checks that fail. */
  fixable: boolean;
};

/** A trial as it goes, and how it ended. */
export function TrialResult({ state, ...rest }: TrialResultProps) {
  const { phase, outcomes, error } = state;
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
        <TrialSteps outcomes={outcomes} running={phase === "running"} />
      )}
    </>
  );
}

/** A trial that ran to its end: its headline, the next act, its findings, and its steps folded. */
function Ended({ state: { outcomes, findings }, databaseId, role, fixable }: TrialResultProps) {
  const passed = findings.every(({ status }) => status === "pass" || status === "not applicable");
  return (
    <section
      aria-labelledby="trial-result"
      className="grid min-w-0 grid-cols-1 gap-3 border-t border-line pt-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id="trial-result" className="font-semibold">
          {trialHeadline(findings)}
        </h3>
        {!passed && fixable && (
          <LinkButton href={fixPath(databaseId, { kind: "ready" })} size="sm">
            Make it ready
          </LinkButton>
        )}
        {passed && (
          <LinkButton href={`/databases/${databaseId}/connections`} variant="secondary" size="sm">
            Watch connections
          </LinkButton>
        )}
      </div>
      {!triedLogin(outcomes) && (
        <p className="max-w-prose text-muted">
          The login of {role}, the replication slot and its stream were not tried. Enter the password of{" "}
          {role} to try them.
        </p>
      )}
      <TrialFindings findings={findings} />
      <details>
        <summary className="w-fit cursor-pointer text-sm text-muted">
          {count(stepLines(outcomes).length, "step")}
        </summary>
        <div className="mt-2">
          <TrialSteps outcomes={outcomes} running={false} />
        </div>
      </details>
    </section>
  );
}
