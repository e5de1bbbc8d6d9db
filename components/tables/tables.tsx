"use client";

import { useSearchParams } from "next/navigation";
import { useDeferredValue, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useWindow } from "@/components/ui/use-window";
import type { TableRow } from "@/lib/tables/row";
import { tablesViewSchema, viewQuery, viewRows, type TablesView } from "@/lib/tables/view";
import { NoTables } from "./no-tables";
import { TableFilters } from "./table-filters";
import { TableHead } from "./table-head";
import { TableRowLine } from "./table-row";
import { useTables } from "./use-tables";

const ROW_PX = 44;
const FIRST_DRAWN = 30;

export type TablesProps = {
  databaseId: string;
  takenAt: string;
  /** The first rows of the view that the address asks for, filtered and sorted on the server. */
  first: readonly TableRow[];
  total: number;
  counts: Record<TablesView["show"], number>;
  /** How many rows the address's view has in all. */
  matching: number;
};

/** Every table: filter, search and sort, kept in the address; only what is in sight is drawn. */
export function Tables({ databaseId, takenAt, first, total, counts, matching }: TablesProps) {
  const params = useSearchParams();
  const view = tablesViewSchema.parse(Object.fromEntries(params));
  const late = useDeferredValue(viewQuery(view));
  const tables = useTables(databaseId, takenAt, { rows: first, total });
  const rows = useMemo(
    () => viewRows(tables.rows, tablesViewSchema.parse(Object.fromEntries(new URLSearchParams(late)))),
    [tables.rows, late],
  );
  const change = (to: Partial<TablesView>) =>
    window.history.replaceState(null, "", `${window.location.pathname}${viewQuery({ ...view, ...to })}`);
  const sort = (by: TablesView["sort"]) =>
    change({ sort: by, dir: view.sort === by && view.dir === "asc" ? "desc" : "asc" });

  const count = tables.complete ? rows.length : matching;
  return (
    <div className="grid grid-cols-1 gap-4">
      <TableFilters view={view} counts={counts} onChange={change} />
      {tables.failed && (
        <Callout
          tone="warn"
          title="Only the first tables are here"
          action={
            <Button size="sm" onClick={tables.retry}>
              Try again
            </Button>
          }
        >
          The rest could not be read from Headroom’s own server.
        </Callout>
      )}
      {count === 0 ? (
        <NoTables view={view} total={total} />
      ) : (
        <Grid rows={rows} count={count} databaseId={databaseId} view={view} onSort={sort} />
      )}
    </div>
  );
}

type GridProps = {
  rows: readonly TableRow[];
  count: number;
  databaseId: string;
  view: TablesView;
  onSort: (by: TablesView["sort"]) => void;
};

function Grid({ rows, count, databaseId, view, onSort }: GridProps) {
  const body = useRef<HTMLDivElement>(null);
  const { start, end, rowPx } = useWindow(body, rows.length, ROW_PX, FIRST_DRAWN);
  // Not on the server: its inline styles would be refused by the content security policy.
  const hydrated = useHydrated();
  const before = start * rowPx;
  const after = hydrated ? (count - Math.min(end, rows.length)) * rowPx : 0;
  return (
    <div
      role="table"
      aria-label="Tables"
      aria-rowcount={count + 1}
      className="overflow-hidden rounded-md border border-line bg-surface"
    >
      <TableHead view={view} onSort={onSort} />
      <div role="rowgroup" ref={body}>
        {before > 0 && <div role="none" style={{ height: before }} />}
        {rows.slice(start, end).map((row, at) => (
          <TableRowLine
            key={`${row.schema}.${row.name}`}
            row={row}
            index={start + at}
            databaseId={databaseId}
          />
        ))}
        {after > 0 && <div role="none" style={{ height: after }} />}
      </div>
    </div>
  );
}
