"use client";

import { useRef } from "react";
import { useLiveRows } from "@/components/live/use-live";
import { cx } from "@/components/ui/cx";
import { useHydrated } from "@/components/ui/use-hydrated";
import { columns, DatabaseLine, ServerLine } from "./lines";
import type { OverviewRow } from "./row";
import { useTrends } from "./use-list-live";
import { useRowWindow } from "./use-row-window";
import { useSettled } from "./use-settled";
import type { Line } from "./view";

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

const rowsOf = (line: Line): readonly OverviewRow[] => (line.kind === "head" ? [] : [line.row]);

/** The lines of the overview; only those in sight are drawn, and their databases watched. */
export function List({ lines, databases }: { lines: readonly Line[]; databases: number }) {
  const list = useRef<HTMLUListElement>(null);
  const { start, end, before, after } = useRowWindow(list, lines, FIRST_DRAWN);
  const drawn = lines.slice(start, end);
  const ids = useSettled(drawn.flatMap(rowsOf).flatMap(({ id, archived }) => (archived ? [] : [id])));
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
        {drawn.map((line) =>
          line.kind === "head" ? (
            <ServerLine key={line.key} members={line.members} />
          ) : (
            <DatabaseLine
              key={line.key}
              row={line.row}
              link={link}
              trend={trends.get(line.row.id)}
              member={line.kind === "member"}
            />
          ),
        )}
        {hydrated && after > 0 && <li aria-hidden style={{ height: after }} />}
      </ul>
    </div>
  );
}
