"use client";

import { useRef } from "react";
import { useLiveRows } from "@/components/live/use-live";
import { cx } from "@/components/ui/cx";
import { useHydrated } from "@/components/ui/use-hydrated";
import { columns, DatabaseLine } from "./database-line";
import { FoldLine } from "./fold-line";
import type { Line } from "./list-lines";
import type { OverviewRow } from "./row";
import { ServerLine } from "./server-line";
import { useTrends } from "./use-list-live";
import { useRowWindow } from "./use-row-window";
import { useSettled } from "./use-settled";

const FIRST_DRAWN = 30;

const HEADS = [
  ["Status", ""],
  ["Database", ""],
  ["Headroom", "text-right"],
  ["Claimed of usable", ""],
  ["Next action", ""],
  ["Last hour", "max-xl:hidden"],
  ["Sampled", "text-right"],
] as const;

/** Returns the databases whose figures a line shows. */
function rowsOf(line: Line): readonly OverviewRow[] {
  if (line.kind === "fold") return [];
  return line.kind === "head" ? line.all.filter(({ counted }) => counted) : [line.row];
}

type ListProps = {
  lines: readonly Line[];
  databases: number;
  /** Query string of the same list without folds. */
  unfolded: string;
};

/** The lines of the overview; only those in sight are drawn, and their databases watched. */
export function List({ lines, databases, unfolded }: ListProps) {
  const list = useRef<HTMLUListElement>(null);
  const { start, end, before, after } = useRowWindow(list, lines, FIRST_DRAWN);
  const drawn = lines.slice(start, end);
  // One stream takes so many: the rows themselves come first, then the others of their servers.
  const seen = drawn.toSorted((one, other) => Number(one.kind === "head") - Number(other.kind === "head"));
  const ids = useSettled(seen.flatMap(rowsOf).flatMap(({ id, archived }) => (archived ? [] : [id])));
  const link = useLiveRows(ids);
  const trends = useTrends(ids);
  // Not on the server: its inline styles would be refused by the content security policy.
  const hydrated = useHydrated();
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div
        aria-hidden
        className={cx(
          "grid h-8 items-center gap-x-4 border-b border-line px-4 text-xs text-faint max-lg:hidden",
          columns,
        )}
      >
        {HEADS.map(([word, style]) => (
          <span key={word} className={style}>
            {word}
          </span>
        ))}
      </div>
      <ul ref={list} aria-label={`${databases} databases`}>
        {hydrated && before > 0 && <li aria-hidden style={{ height: before }} />}
        {drawn.map((line) => {
          if (line.kind === "head") return <ServerLine key={line.key} shown={line.shown} all={line.all} />;
          if (line.kind === "fold")
            return <FoldLine key={line.key} databases={line.folded} href={unfolded} />;
          return (
            <DatabaseLine
              key={line.key}
              row={line.row}
              link={link}
              trend={trends.get(line.row.id)}
              member={line.kind === "member"}
            />
          );
        })}
        {hydrated && after > 0 && <li aria-hidden style={{ height: after }} />}
      </ul>
    </div>
  );
}
