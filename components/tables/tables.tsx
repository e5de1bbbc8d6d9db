"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useWindow } from "@/components/ui/use-window";
import type { TableRow } from "@/lib/tables/row";
import {
  countFacets,
  filterRows,
  sortRows,
  tablesViewSchema,
  viewQuery,
  type Facet,
  type TablesView,
  type Titles,
} from "@/lib/tables/view";
import type { Strategy } from "@/lib/target/schema";
import { NoTables } from "./no-tables";
import { keyOfRow, selectedOf, withRows } from "./selection";
import { SelectionBar, type ActChecks } from "./selection-bar";
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
  facets: Record<Facet, number>;
  /** Titles of the checks that name a table. */
  titles: Titles;
  /** Electric's role, and how it gets at the tables. */
  role: string;
  strategy: Strategy;
  acts: ActChecks;
  /** How many rows the address's view has in all. */
  matching: number;
};

/** Every table: filter, search and sort, kept in the address; only what is in sight is drawn. */
export function Tables(props: TablesProps) {
  const { databaseId, takenAt, first, total, counts, matching, titles, role, strategy, acts } = props;
  const params = useSearchParams();
  const view = tablesViewSchema.parse(Object.fromEntries(params));
  const late = useDeferredValue(viewQuery(view));
  const shown = useMemo(() => tablesViewSchema.parse(Object.fromEntries(new URLSearchParams(late))), [late]);
  const tables = useTables(databaseId, takenAt, { rows: first, total });
  // Sorted once for all that is typed: a key then costs one pass over the rows.
  const { sort: by, dir, show } = shown;
  const inOrder = useMemo(() => sortRows(tables.rows, { sort: by, dir }), [tables.rows, by, dir]);
  const rows = useMemo(() => filterRows(inOrder, shown, titles), [inOrder, shown, titles]);
  const facets = useMemo(
    () => (tables.complete ? countFacets(tables.rows, show) : props.facets),
    [tables.rows, tables.complete, show, props.facets],
  );
  const [selection, setSelection] = useState<ReadonlyMap<string, TableRow>>(new Map());
  const select = useCallback(
    (some: readonly TableRow[], to: boolean) => setSelection((now) => withRows(now, some, to)),
    [],
  );
  const change = (to: Partial<TablesView>) =>
    window.history.replaceState(null, "", `${window.location.pathname}${viewQuery({ ...view, ...to })}`);
  const sort = (by: TablesView["sort"]) =>
    change({ sort: by, dir: view.sort === by && view.dir === "asc" ? "desc" : "asc" });

  const count = tables.complete ? rows.length : matching;
  return (
    <div className="grid grid-cols-1 gap-4">
      <TableFilters view={view} counts={counts} facets={facets} onChange={change} />
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
        <Grid
          rows={rows}
          count={count}
          databaseId={databaseId}
          view={view}
          titles={titles}
          selection={selection}
          onSelect={select}
          onSort={sort}
        />
      )}
      <SelectionBar
        databaseId={databaseId}
        role={role}
        strategy={strategy}
        checks={acts}
        selected={[...selection.values()]}
        onClear={() => setSelection(new Map())}
      />
    </div>
  );
}

type GridProps = {
  rows: readonly TableRow[];
  count: number;
  databaseId: string;
  view: TablesView;
  titles: Titles;
  selection: ReadonlyMap<string, TableRow>;
  onSelect: (rows: readonly TableRow[], select: boolean) => void;
  onSort: (by: TablesView["sort"]) => void;
};

function Grid(props: GridProps) {
  const { rows, count, databaseId, view, titles, selection, onSelect, onSort } = props;
  const selectOne = useCallback((row: TableRow, to: boolean) => onSelect([row], to), [onSelect]);
  const selected = useMemo(() => selectedOf(rows, selection), [rows, selection]);
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
      <TableHead view={view} selected={selected} onSelectAll={(to) => onSelect(rows, to)} onSort={onSort} />
      <div role="rowgroup" ref={body}>
        {before > 0 && <div role="none" style={{ height: before }} />}
        {rows.slice(start, end).map((row, at) => (
          <TableRowLine
            key={`${row.schema}.${row.name}`}
            row={row}
            index={start + at}
            databaseId={databaseId}
            titles={titles}
            selected={selection.has(keyOfRow(row))}
            onSelect={selectOne}
          />
        ))}
        {after > 0 && <div role="none" style={{ height: after }} />}
      </div>
    </div>
  );
}
