import Link from "next/link";
import type { ReactNode } from "react";
import { VerdictSource } from "@/components/trial/verdict-source";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { toneOf, toneText } from "@/components/ui/status";
import { VerdictIcon } from "@/components/ui/verdict-icon";
import type { Finding } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { ignoredInWords, splitIgnored, type Ignored } from "@/lib/report/ignored";
import { headlineOf } from "@/lib/report/headline";
import type { LastTrial } from "@/lib/trial/last";
import { VERDICT_WORDS } from "./words";

type HeadlineProps = {
  databaseId: string;
  /** The verdict with the trial, and the findings that it counts. */
  judged: { verdict: Verdict; findings: readonly Finding[] };
  findings: readonly Finding[];
  ignored: readonly Ignored[];
  /** The last trial; null where there was none. */
  trial: LastTrial | null;
  /** The first of the check runs that all had this verdict, ISO; null where that is not known. */
  since: string | null;
  /** The headroom, as it changes. */
  figure: ReactNode;
  /** Sum behind the headroom where connections are missing. */
  reason: ReactNode;
};

/** The verdict and the headroom in one line, then why, since when, and what the verdict rests on. */
export function Headline(props: HeadlineProps) {
  const { databaseId, judged, findings, ignored, trial, since, figure, reason } = props;
  const note = ignoredInWords(splitIgnored(findings, ignored).ignored);
  return (
    <div>
      <h2 className="flex flex-wrap items-center gap-x-2 text-2xl font-semibold">
        <span className={cx("flex items-center gap-2", toneText[toneOf(judged.verdict)])}>
          <VerdictIcon of={judged.verdict} />
          <span>{VERDICT_WORDS[judged.verdict]}</span>
        </span>
        {figure}
      </h2>
      <p className="mt-1 text-muted">
        {headlineOf(judged.findings, judged.verdict)}
        {since !== null && (
          <>
            , since the check run <RelativeTime at={since} />
          </>
        )}
        . {reason}
      </p>
      <VerdictSource databaseId={databaseId} last={trial} />
      {note !== null && (
        <p className="mt-1 text-muted">
          <Link
            href={`/databases/${databaseId}/readiness?show=ignored`}
            className="text-accent underline underline-offset-2"
          >
            {note}
          </Link>
          . The verdict counts what is ignored as well.
        </p>
      )}
    </div>
  );
}
