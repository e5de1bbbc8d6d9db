import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { VerdictSource } from "@/components/trial/verdict-source";
import { LinkButton } from "@/components/ui/link-button";
import { toneOf, toneText } from "@/components/ui/status";
import { VerdictIcon } from "@/components/ui/verdict-icon";
import { cx } from "@/components/ui/cx";
import type { Finding } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { ignoredInWords, splitIgnored, type Ignored } from "@/lib/report/ignored";
import { headlineOf, nextAction } from "@/lib/report/headline";
import { standingFindings, type LastTrial } from "@/lib/trial/last";

type HeadlineProps = {
  databaseId: string;
  /** The verdict with the trial, and the findings that it counts. */
  judged: { verdict: Verdict; findings: readonly Finding[] };
  findings: readonly Finding[];
  ignored: readonly Ignored[];
  /** A plan could fix something of it. */
  fixable: boolean;
  /** The last trial; null where there was none. */
  trial: LastTrial | null;
};

/** The verdict over all findings as a sentence, what is ignored of them, and the one next thing to do of the others. */
export function Headline({ databaseId, judged, findings, ignored, fixable, trial }: HeadlineProps) {
  const split = splitIgnored(findings, ignored);
  const next = nextAction([...split.counting, ...standingFindings(trial)]);
  const note = ignoredInWords(split.ignored);
  // No plan fixes what a trial alone knows of.
  const planned = fixable && judged.findings.length === findings.length;
  const runs = judged.verdict === "ready" || judged.verdict === "ready with warnings";
  const connect = (variant: "primary" | "secondary") => (
    <LinkButton href={`/databases/${databaseId}/connect`} variant={variant}>
      Connect Electric
    </LinkButton>
  );
  return (
    <section aria-label="Verdict" className="rounded-md border border-line bg-surface p-4 sm:p-6">
      <h2 className={cx("flex items-start gap-3 text-xl font-semibold", toneText[toneOf(judged.verdict)])}>
        <VerdictIcon of={judged.verdict} />
        {headlineOf(judged.findings, judged.verdict)}
      </h2>
      <VerdictSource databaseId={databaseId} last={trial} />
      {note !== null && (
        <p className="mt-2 text-muted">
          <Link
            href={`/databases/${databaseId}/readiness?show=ignored`}
            className="text-accent underline underline-offset-2"
          >
            {note}
          </Link>
          . The verdict counts what is ignored as well.
        </p>
      )}
      {next === null ? (
        <div className="mt-2 flex flex-wrap items-end justify-between gap-4">
          <p className="min-w-0 flex-1 basis-72 text-muted">
            {note === null
              ? "Every check that applies passed at the last check run."
              : "Every other check that applies passed at the last check run."}
          </p>
          {runs && connect("primary")}
        </div>
      ) : (
        <div className="mt-4 flex flex-wrap items-end justify-between gap-4 border-t border-line pt-4">
          <div className="min-w-0 flex-1 basis-72">
            <p className="text-sm text-muted">Do this next</p>
            <p className="font-medium wrap-anywhere">{next.ways[0]?.says ?? next.title}</p>
            <p className="mt-1 text-muted wrap-anywhere">{next.found}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            {runs && connect("secondary")}
            <LinkButton
              href={`/databases/${databaseId}/readiness?check=${encodeURIComponent(next.id)}`}
              variant={planned ? "secondary" : "primary"}
            >
              Show how
              <ArrowRight aria-hidden className="size-4" />
            </LinkButton>
            {planned && (
              <LinkButton href={`/databases/${databaseId}/repair`} variant="primary">
                Make it ready
              </LinkButton>
            )}
          </div>
        </div>
      )}
    </section>
  );
}
