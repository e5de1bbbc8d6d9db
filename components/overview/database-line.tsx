"use client";

import Link from "next/link";
import { memo } from "react";
import type { Link as StreamLink } from "@/components/live/stream-state";
import { standingOf } from "@/components/live/standing";
import { useLiveRow } from "@/components/live/use-live";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import type { Trend } from "@/lib/api/trends";
import { count } from "@/lib/text/words";
import { Claim, ClaimBar, Figure, RowBar } from "./figures";
import { Age, isPressing, StandingMark } from "./marks";
import type { OverviewRow } from "./row";
import { TrendLine } from "./trend";
import { ENVIRONMENT_WORDS } from "./words";

/** Columns of every line: status, database, headroom, gauge, next action, last hour, age. */
export const columns =
  "lg:grid-cols-[9rem_minmax(0,1.1fr)_5.5rem_9rem_minmax(0,1.4fr)_6.5rem] xl:grid-cols-[10rem_minmax(0,1.1fr)_6rem_14rem_minmax(0,1.4fr)_5.5rem_6.5rem]";

/** Look of every line; its height is the same for all of one kind. */
export const line = "relative grid items-center gap-x-4 border-b border-line px-4 last:border-b-0";

type DatabaseLineProps = {
  row: OverviewRow;
  /** Of the list's stream. */
  link: StreamLink;
  trend: Trend | undefined;
  /** Line below the head of its server. */
  member: boolean;
};

/**
 * One database; lines of one kind have one height, so that a thousand of them can be scrolled. On a shared server it says what its own
 * Electric claims: the headroom is the server's, and stands in the head.
 */
export const DatabaseLine = memo(function DatabaseLine({ row, link, trend, member }: DatabaseLineProps) {
  const { id, name, address, archived, takenAt } = row;
  const looked = useLiveRow(id, link);
  const live = archived || looked.live === null ? null : standingOf(looked);
  const past = live !== null && live.kind !== "live" && live.kind !== "late" && live.kind !== "starting";
  const budget = looked.live?.budget ?? row.budget;
  const isFull = live?.kind === "full" && (looked.live?.trouble?.full ?? "server") === "server";
  const state = past ? live.word : undefined;
  return (
    <li
      data-row={member ? "member" : "single"}
      className={cx(
        line,
        columns,
        "content-center gap-y-1.5 hover:bg-canvas",
        member
          ? "h-18 grid-cols-[minmax(0,1fr)_auto_auto] lg:h-9"
          : "h-32 grid-cols-[minmax(0,1fr)_auto] lg:h-12",
      )}
    >
      <div className="min-w-0 text-sm max-lg:order-4">
        <StandingMark row={row} live={live} />
      </div>
      <div className="flex min-w-0 items-center gap-2 max-lg:order-1">
        <Link
          href={`/databases/${id}`}
          prefetch={false}
          title={address}
          className="truncate font-medium after:absolute after:inset-0"
        >
          {name}
        </Link>
        <Labels row={row} />
      </div>
      <div className="text-right max-lg:order-2">
        {member ? (
          <Claim budget={budget} />
        ) : (
          <Figure budget={budget} past={past} className="text-lg font-semibold" />
        )}
      </div>
      <div className={cx("min-w-0 max-lg:order-3 max-lg:col-span-2", member && "max-lg:hidden")}>
        {member ? (
          <ClaimBar name={name} budget={budget} past={past} state={state} />
        ) : (
          <RowBar name={name} budget={budget} past={past} full={isFull} state={state} />
        )}
      </div>
      <NextAction row={row} pressing={live !== null && isPressing(live)} member={member} />
      <div className="min-w-0 max-xl:hidden">
        <TrendLine trend={trend} />
      </div>
      <p className={cx("min-w-0 text-right text-xs", member ? "max-lg:order-3" : "max-lg:order-5")}>
        <Age live={live} ageMs={looked.ageMs} takenAt={takenAt} short={member} />
      </p>
    </li>
  );
});

function Labels({ row: { sandbox, archived, environment } }: { row: OverviewRow }) {
  return (
    <>
      <Badge>{sandbox ? "Sandbox" : (ENVIRONMENT_WORDS[environment] ?? environment)}</Badge>
      {archived && <Badge>Archived</Badge>}
    </>
  );
}

function NextAction({
  row: { id, next, fails, ignored },
  pressing,
  member,
}: {
  row: OverviewRow;
  pressing: boolean;
  member: boolean;
}) {
  const shown = pressing ? { says: "See why Headroom gets no session", href: `/databases/${id}` } : next;
  return (
    <p
      className={cx(
        "min-w-0 truncate text-sm max-lg:order-6 max-lg:col-span-2",
        member && "max-lg:max-w-[55vw] max-lg:text-right",
      )}
    >
      {shown === null ? (
        <span className="text-muted">{ignored === null ? "Nothing to do" : ignored}</span>
      ) : (
        <>
          <Link
            href={shown.href}
            prefetch={false}
            className="relative text-accent underline-offset-2 hover:underline"
          >
            {shown.says}
          </Link>
          {fails > 0 && (
            <span className={cx("ml-2 text-muted", member && "max-lg:hidden")}>
              {count(fails, "failure")}
            </span>
          )}
        </>
      )}
    </p>
  );
}
