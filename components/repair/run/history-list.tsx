import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RunLine } from "@/lib/repair/run/line";
import { isFinal } from "@/lib/repair/run/machine";
import { HistoryRefresh } from "./history-refresh";
import { historyPath, type HistoryView } from "./history-view";
import { StateMark } from "./state-mark";
import { STATE_WORDS } from "./words";

/** A run with what it was for, in the words of its checks. */
export type TitledLine = RunLine & { title: string };

type HistoryListProps = { databaseId: string; view: HistoryView; lines: readonly TitledLine[] };

/** Runs of a database, the newest first; each leads to its steps. */
export function HistoryList({ databaseId, view, lines }: HistoryListProps) {
  return (
    <>
      {lines.some(({ state }) => !isFinal(state)) && <HistoryRefresh />}
      <ul aria-label="Runs" className="rounded-md border border-line bg-surface">
        {lines.map((line) => (
          <Line key={line.id} line={line} href={historyPath(databaseId, { ...view, run: line.id })} />
        ))}
      </ul>
    </>
  );
}

function Line({ line, href }: { line: TitledLine; href: string }) {
  const { state, dry, title, says, by, startedAt, undoneBy } = line;
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_1rem] gap-x-3 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 hover:bg-canvas md:grid-cols-[8rem_minmax(0,1fr)_12rem_1rem]">
      <StateMark of={state} className="self-start text-sm leading-[1.375rem] max-md:row-start-1" />
      <div className="min-w-0 max-md:col-span-2">
        <h3 className="flex flex-wrap items-center gap-x-2">
          <Link
            href={href}
            prefetch={false}
            className="font-medium wrap-anywhere after:absolute after:inset-0 after:-outline-offset-2"
          >
            {title}
          </Link>
          {dry && <Badge>Dry run</Badge>}
          {undoneBy !== null && <Badge>Undone</Badge>}
        </h3>
        <p className="line-clamp-3 text-muted wrap-anywhere md:line-clamp-2">
          {says ?? STATE_WORDS[state].says}
        </p>
        <p className="text-sm text-muted first-letter:uppercase">{factsOf(line)}</p>
      </div>
      <p className="min-w-0 text-sm text-muted max-md:col-span-2 md:text-right">
        <span className="relative md:block">
          <RelativeTime at={startedAt} />
        </span>{" "}
        <span className="wrap-anywhere md:block">
          by <bdi>{by}</bdi>
        </span>
      </p>
      <ChevronRight aria-hidden className="mt-0.5 size-4 text-faint max-md:col-start-2 max-md:row-start-1" />
    </li>
  );
}

/** Returns further facts of a run, in one line. */
function factsOf({ for: wanted, strategy, lockMs, from }: RunLine): string {
  return [
    ...(wanted.kind === "ready" || wanted.kind === "checks" ? [`Strategy ${strategy}`] : []),
    ...(lockMs === null ? [] : [`tables locked for ${Math.round(lockMs).toLocaleString("en")} ms`]),
    ...(from === null || from === "unknown" ? [] : [`from ${from}`]),
  ].join(" · ");
}
