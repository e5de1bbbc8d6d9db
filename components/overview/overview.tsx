"use client";

import { useSearchParams } from "next/navigation";
import { useDeferredValue, useMemo, useRef } from "react";
import { useLiveRows } from "@/components/live/use-live";
import { EmptyState } from "@/components/ui/empty-state";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useWindow } from "@/components/ui/use-window";
import { DatabaseLine } from "./database-line";
import { Filters } from "./filters";
import type { OverviewRow } from "./row";
import { useSettled } from "./use-settled";
import { overviewQuery, overviewViewSchema, viewDatabases } from "./view";

const ROW_PX = 80;
const FIRST_DRAWN = 30;

/** Every database; search, filters and order are kept in the address, and only what is in sight is drawn. */
export function Overview({ rows }: { rows: readonly OverviewRow[] }) {
  const params = useSearchParams();
  const view = overviewViewSchema.parse(Object.fromEntries(params));
  const late = useDeferredValue(overviewQuery(view));
  const shown = useMemo(
    () => viewDatabases(rows, overviewViewSchema.parse(Object.fromEntries(new URLSearchParams(late)))),
    [rows, late],
  );
  return (
    <div className="grid grid-cols-1 gap-4">
      <Filters
        view={view}
        rows={rows}
        onChange={(to) =>
          window.history.replaceState(null, "", `${window.location.pathname}${overviewQuery(to)}`)
        }
      />
      {shown.length === 0 ? (
        <EmptyState title="No database fits these filters">
          Take a filter or a word of the search away. Archived databases are shown on their own.
        </EmptyState>
      ) : (
        <List rows={shown} />
      )}
    </div>
  );
}

function List({ rows }: { rows: readonly OverviewRow[] }) {
  const list = useRef<HTMLUListElement>(null);
  const { start, end, rowPx } = useWindow(list, rows.length, ROW_PX, FIRST_DRAWN);
  const drawn = rows.slice(start, end);
  const link = useLiveRows(useSettled(drawn.filter(({ archived }) => !archived).map(({ id }) => id)));
  // Not on the server: its inline styles would be refused by the content security policy.
  const hydrated = useHydrated();
  const before = hydrated ? start * rowPx : 0;
  const after = hydrated ? (rows.length - end) * rowPx : 0;
  return (
    <ul
      ref={list}
      aria-label={`${rows.length} databases`}
      className="overflow-hidden rounded-md border border-line bg-surface"
    >
      {before > 0 && <li aria-hidden style={{ height: before }} />}
      {drawn.map((row) => (
        <DatabaseLine key={row.id} row={row} link={link} />
      ))}
      {after > 0 && <li aria-hidden style={{ height: after }} />}
    </ul>
  );
}
