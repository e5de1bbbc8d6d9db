"use client";

import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { HardWords } from "@/components/ui/hard-words";
import { termsIn } from "@/lib/docs/terms";
import { toneOf, toneText } from "@/components/ui/status";
import { cx } from "@/components/ui/cx";
import type { BriefFinding } from "./brief";
import { Objects } from "./objects";
import { Ways } from "./ways";

type FindingDetailProps = {
  databaseId: string;
  takenAt: string;
  finding: BriefFinding;
  children?: ReactNode;
};

/** All that a check has to say: found and needed, why, what it concerns, and every way forward. */
export function FindingDetail({ databaseId, takenAt, finding, children }: FindingDetailProps) {
  return (
    <div className="grid gap-5 border-t border-line bg-canvas px-4 py-5 sm:pl-[8.75rem]">
      <dl className="grid gap-4 sm:grid-cols-2">
        <Side name="Found" text={finding.found} tone={toneText[toneOf(finding.status)]} />
        {finding.needed !== "" && <Side name="Needed" text={finding.needed} />}
      </dl>
      <div className="grid max-w-prose gap-1">
        <h4 className="text-sm font-medium text-muted">Why Electric needs it</h4>
        <p className="wrap-anywhere">{finding.why}</p>
        <p className="text-sm text-faint wrap-anywhere">
          {finding.source} · <span className="font-mono">{finding.id}</span>
          <LastOk finding={finding} />
        </p>
        <HardWords of={termsIn(`${finding.title} ${finding.found} ${finding.needed} ${finding.why}`)} />
      </div>
      <Objects databaseId={databaseId} takenAt={takenAt} finding={finding} />
      <Ways databaseId={databaseId} takenAt={takenAt} finding={finding} />
      {children}
    </div>
  );
}

function Side({ name, text, tone }: { name: string; text: string; tone?: string }) {
  return (
    <div className="min-w-0 border-l-2 border-line pl-3">
      <dt className="text-sm font-medium text-muted">{name}</dt>
      <dd className={cx("wrap-anywhere", tone)}>{text}</dd>
    </div>
  );
}

/** Time when a check that does not pass was last all right. */
function LastOk({ finding: { status, history } }: { finding: BriefFinding }) {
  if (history === null || (status !== "fail" && status !== "unknown")) return null;
  return history.lastOk === null ? (
    <> · never passed yet</>
  ) : (
    <>
      {" "}
      · last passed <RelativeTime at={history.lastOk} />
    </>
  );
}
