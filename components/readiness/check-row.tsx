"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import { Status as StatusMark } from "@/components/ui/status";
import { cx } from "@/components/ui/cx";
import { ignoredSentence, isProblem } from "@/lib/report/ignored";
import type { Status } from "@/lib/checks/finding";
import type { BriefFinding } from "./brief";
import { FindingDetail } from "./finding-detail";
import { shortened } from "./short";

type CheckRowProps = {
  databaseId: string;
  takenAt: string;
  finding: BriefFinding;
  open: boolean;
  /** The check under way has not told this one yet: what stands here is from the visit before. */
  awaited: boolean;
  onToggle: () => void;
  /** Acts on the finding, at the end of its detail. */
  children?: ReactNode;
};

const MARK_PLACE = "max-sm:col-start-2 max-sm:row-start-1";

/** A check: status, title, one line of what was found, since when; opens to all it has to say. */
export function CheckRow({ databaseId, takenAt, finding, open, awaited, onToggle, children }: CheckRowProps) {
  const detail = `detail-${finding.id}`;
  return (
    <li id={finding.id} className="scroll-mt-4 border-b border-line last:border-b-0">
      <h3>
        <button
          type="button"
          data-check={finding.id}
          aria-expanded={open}
          aria-controls={open ? detail : undefined}
          onClick={onToggle}
          className={cx(
            "grid w-full grid-cols-[minmax(0,1fr)_1rem] gap-x-3 gap-y-1 px-4 py-2.5 text-left -outline-offset-2 hover:bg-canvas sm:grid-cols-[7rem_minmax(0,1fr)_auto_1rem]",
          )}
        >
          <StatusMark
            of={finding.status}
            className="self-start text-sm leading-[1.375rem] max-sm:row-start-1"
          />
          <span className="min-w-0 max-sm:col-span-2">
            <span className="font-medium">{finding.title}</span>{" "}
            <span className={cx("text-muted wrap-anywhere sm:ml-1", open && "hidden")}>
              {shortened(finding.found)}
            </span>
            {finding.ignored && (open || isProblem(finding.status)) && (
              <span
                className={cx(
                  "block text-sm text-muted wrap-anywhere first-letter:uppercase",
                  !open && "line-clamp-2 sm:line-clamp-1",
                )}
              >
                {ignoredSentence(finding.ignored)}
              </span>
            )}
          </span>
          <Since finding={finding} />
          {awaited ? (
            <Spinner className={cx("mt-0.5 text-faint", MARK_PLACE)} />
          ) : (
            <ChevronRight
              aria-hidden
              className={cx(
                "mt-0.5 size-4 text-faint transition-transform duration-100",
                MARK_PLACE,
                open && "rotate-90",
              )}
            />
          )}
        </button>
      </h3>
      {open && (
        <div id={detail} role="region" aria-label={finding.title}>
          <FindingDetail databaseId={databaseId} takenAt={takenAt} finding={finding}>
            {children}
          </FindingDetail>
        </div>
      )}
    </li>
  );
}

function Since({ finding: { status, history, triedAt } }: { finding: BriefFinding }) {
  if (triedAt !== null)
    return (
      <span className="text-sm whitespace-nowrap text-muted max-sm:col-span-2 sm:text-right">
        tried <RelativeTime at={triedAt} />
      </span>
    );
  if (history === null || history.since === null || SINCE[status] === undefined)
    return <span className="max-sm:hidden" />;
  return (
    <span className="text-sm whitespace-nowrap text-muted max-sm:col-span-2 sm:text-right">
      {SINCE[status]} <RelativeTime at={history.since} />
    </span>
  );
}

/** Words before the time since when a status holds; a check that passes needs none. */
const SINCE: Partial<Record<Status, string>> = {
  fail: "failing since",
  warn: "warning since",
  unknown: "not seen since",
};
