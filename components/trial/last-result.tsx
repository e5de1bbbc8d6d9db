import { LinkButton } from "@/components/ui/link-button";
import type { LastTrial } from "@/lib/trial/last";
import type { Cause } from "@/lib/trial/schema";
import { TrialFindings } from "./trial-findings";
import { LastTrialLine } from "./verdict-source";

type LastResultProps = {
  databaseId: string;
  last: LastTrial;
  /** Failing checks that tell why a part failed. */
  causes: readonly Cause[];
  /** A plan can fix a check that fails. */
  fixable: boolean;
};

/** The last test that ran to its end, with its time, its server and its findings. */
export function LastResult({ databaseId, last, causes, fixable }: LastResultProps) {
  const failed = last.findings.some(({ status }) => status === "fail" || status === "unknown");
  return (
    <section aria-label="Last test" className="grid min-w-0 grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <LastTrialLine last={last} />
        {failed && fixable && <LinkButton href={`/databases/${databaseId}/repair`}>Make it ready</LinkButton>}
        {!failed && !last.outdated && (
          <LinkButton href={`/databases/${databaseId}/connections`}>Watch connections</LinkButton>
        )}
      </div>
      <TrialFindings databaseId={databaseId} findings={last.findings} causes={causes} />
    </section>
  );
}
