import Link from "next/link";
import { memo } from "react";
import type { Link as StreamLink } from "@/components/live/stream-state";
import { Badge } from "@/components/ui/badge";
import { NeverCheckedMark, Status } from "@/components/ui/status";
import { providers } from "@/lib/postgres/provider";
import { AgeCell, GaugeCell } from "./live-cells";
import type { OverviewRow } from "./row";
import { ENVIRONMENT_WORDS } from "./words";

type DatabaseLineProps = {
  row: OverviewRow;
  /** Of the list's stream. */
  link: StreamLink;
};

/** One database of the overview; every row has the same height, so that a thousand of them can be scrolled. */
export const DatabaseLine = memo(function DatabaseLine({ row, link }: DatabaseLineProps) {
  const { id, name, address, environment, provider, sandbox, archived, next } = row;
  const href = `/databases/${id}`;
  return (
    <li
      data-row
      className="relative grid h-60 grid-cols-1 content-start gap-x-6 gap-y-3 border-b border-line p-4 last:border-b-0 hover:bg-canvas lg:h-20 lg:grid-cols-[10rem_minmax(0,1.3fr)_13rem_minmax(0,1.2fr)_9rem] lg:content-center lg:items-center"
    >
      <Standing row={row} />
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-2">
          <Link href={href} prefetch={false} className="truncate font-semibold after:absolute after:inset-0">
            {name}
          </Link>
          {sandbox ? <Badge>Sandbox</Badge> : <Badge>{ENVIRONMENT_WORDS[environment] ?? environment}</Badge>}
          {archived && <Badge>Archived</Badge>}
        </div>
        <p className="truncate text-sm text-muted" title={address}>
          {provider !== "other" && `${providers[provider].name} · `}
          <span className="font-mono">{address}</span>
        </p>
      </div>
      <div className="min-w-0">
        <GaugeCell row={row} link={link} />
      </div>
      <p className="line-clamp-2 min-w-0 text-sm">
        {next === null ? (
          <span className="text-muted">{row.ignored === null ? "Nothing to do." : `${row.ignored}.`}</span>
        ) : (
          <Link
            href={
              next.checkId === null ? href : `${href}/readiness?check=${encodeURIComponent(next.checkId)}`
            }
            prefetch={false}
            className="relative text-accent underline-offset-2 hover:underline"
          >
            {next.says}
          </Link>
        )}
      </p>
      <AgeCell row={row} link={link} />
    </li>
  );
});

function Standing({ row: { standing, fails } }: { row: OverviewRow }) {
  if (standing === "never checked") return <NeverCheckedMark />;
  return (
    <Status of={standing}>
      {standing === "not ready" && fails > 0 ? `Not ready, ${fails} fail` : undefined}
    </Status>
  );
}
