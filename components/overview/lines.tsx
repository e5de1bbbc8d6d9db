"use client";

import { Server } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { Link as StreamLink } from "@/components/live/stream-state";
import { standingOf } from "@/components/live/standing";
import { useLiveRow } from "@/components/live/use-live";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import type { Trend } from "@/lib/api/trends";
import { serverBudgetOf } from "@/lib/budget/server";
import { providers } from "@/lib/postgres/provider";
import { count } from "@/lib/text/words";
import { Figure, RowBar } from "./figures";
import { Age, isPressing, StandingMark } from "./marks";
import type { OverviewRow } from "./row";
import { TrendLine } from "./trend";
import { useLiveBudgets } from "./use-list-live";
import { ENVIRONMENT_WORDS } from "./words";

/** Columns of every line: status, database, headroom, gauge, next action, last hour, age. */
export const columns =
  "lg:grid-cols-[9rem_minmax(0,1.1fr)_5.5rem_9rem_minmax(0,1.4fr)_6.5rem] xl:grid-cols-[10rem_minmax(0,1.1fr)_6rem_14rem_minmax(0,1.4fr)_5.5rem_6.5rem]";

const line = "relative grid items-center gap-x-4 border-b border-line px-4 last:border-b-0";

/** The head of a server: its budget, in which every Electric there has a claim. */
export const ServerLine = memo(function ServerLine({ members }: { members: readonly OverviewRow[] }) {
  const budget = serverBudgetOf(useLiveBudgets(members.filter(({ counted }) => counted)));
  const [first] = members;
  if (first === undefined) return null;
  const { serverName, provider } = first;
  return (
    <li
      data-row="head"
      className={cx(
        line,
        columns,
        "h-20 grid-cols-[minmax(0,1fr)_auto] content-center gap-y-1 bg-canvas lg:h-11",
      )}
    >
      <div className="flex min-w-0 items-center gap-2 lg:col-span-2">
        <Server aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="truncate font-semibold" title={serverName}>
          {serverName}
        </span>
        <span className="text-xs whitespace-nowrap text-muted max-sm:hidden">
          {provider !== "other" && `${providers[provider].name} · `}
          {count(members.length, "database")}
        </span>
      </div>
      <Figure budget={budget} className="text-right text-lg font-semibold" />
      <div className="min-w-0 max-lg:col-span-2">
        <RowBar name={`server ${serverName}`} budget={budget} />
      </div>
      <p className="truncate text-right text-xs text-muted max-lg:hidden lg:col-span-2 xl:col-span-3">
        {budget !== null && `${budget.usable} usable of ${budget.maxConnections}`}
      </p>
    </li>
  );
});

type DatabaseLineProps = {
  row: OverviewRow;
  /** Of the list's stream. */
  link: StreamLink;
  trend: Trend | undefined;
  /** Line below the head of its server. */
  member: boolean;
};

/** One database; lines of one kind have one height, so that a thousand of them can be scrolled. */
export const DatabaseLine = memo(function DatabaseLine({ row, link, trend, member }: DatabaseLineProps) {
  const { id, name, address, archived, takenAt } = row;
  const looked = useLiveRow(id, link);
  const live = archived || looked.live === null ? null : standingOf(looked);
  const past = live !== null && live.kind !== "live" && live.kind !== "late" && live.kind !== "starting";
  const budget = looked.live?.budget ?? row.budget;
  const isFull = live?.kind === "full" && (looked.live?.trouble?.full ?? "server") === "server";
  return (
    <li
      data-row={member ? "member" : "single"}
      className={cx(
        line,
        columns,
        "h-32 grid-cols-[minmax(0,1fr)_auto] content-center gap-y-1.5 hover:bg-canvas",
        member ? "lg:h-9" : "lg:h-12",
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
      <Figure
        budget={budget}
        past={past}
        className={cx("text-right max-lg:order-2", member ? "text-sm" : "text-lg font-semibold")}
      />
      <div className="min-w-0 max-lg:order-3 max-lg:col-span-2">
        <RowBar name={name} budget={budget} past={past} full={isFull} state={past ? live.word : undefined} />
      </div>
      <NextAction row={row} pressing={live !== null && isPressing(live)} />
      <div className="min-w-0 max-xl:hidden">
        <TrendLine trend={trend} />
      </div>
      <p className="min-w-0 text-right text-xs max-lg:order-5">
        <Age live={live} ageMs={looked.ageMs} takenAt={takenAt} />
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
}: {
  row: OverviewRow;
  pressing: boolean;
}) {
  const shown = pressing ? { says: "See why Headroom gets no session", href: `/databases/${id}` } : next;
  return (
    <p className="min-w-0 truncate text-sm max-lg:order-6 max-lg:col-span-2">
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
          {fails > 0 && <span className="ml-2 text-muted">{count(fails, "failure")}</span>}
        </>
      )}
    </p>
  );
}
