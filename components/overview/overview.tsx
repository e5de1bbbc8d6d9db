"use client";

import { useSearchParams } from "next/navigation";
import { useDeferredValue, useMemo, type ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { CheckAllButton, CheckAllResult, useCheckAll } from "./check-all";
import { Filters } from "./filters";
import { List } from "./list";
import { linesOf } from "./list-lines";
import type { OverviewRow } from "./row";
import { Strip } from "./strip";
import { useShortNow } from "./use-list-live";
import { countFacets, overviewQuery, overviewViewSchema, viewDatabases, viewOfQuery } from "./view";

type OverviewProps = {
  rows: readonly OverviewRow[];
  /** Buttons beside "Check all". */
  actions?: ReactNode;
};

const keep = (query: string) => window.history.replaceState(null, "", `${window.location.pathname}${query}`);

/** Every database by server; the strip, search, filters and order are kept in the address. */
export function Overview({ rows, actions }: OverviewProps) {
  const params = useSearchParams();
  const view = overviewViewSchema.parse(Object.fromEntries(params));
  const late = useDeferredValue(overviewQuery(view));
  const live = useShortNow();
  const checkAll = useCheckAll();
  const { counts, servers, shown, lines } = useMemo(() => {
    const wanted = viewOfQuery(late);
    const all = viewDatabases(rows, { ...wanted, verdict: "" }, live);
    const fitting = viewDatabases(rows, wanted, live);
    // Found by a word or chosen by its state, each database is what is asked for.
    const fold = wanted.calm === "" && wanted.verdict === "" && wanted.q === "";
    return {
      counts: countFacets(rows, wanted, live),
      servers: new Set(all.map(({ server }) => server)).size,
      shown: fitting.length,
      lines: linesOf(fitting, rows, { fold }),
    };
  }, [rows, late, live]);
  return (
    <div className="grid grid-cols-1 gap-4">
      <Strip
        counts={counts}
        servers={servers}
        chosen={view.verdict}
        onChoose={(verdict) => keep(overviewQuery({ ...view, verdict }))}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Filters view={view} rows={rows} onChange={(to) => keep(overviewQuery(to))} />
        <div className="ml-auto flex flex-wrap gap-2">
          <CheckAllButton {...checkAll} />
          {actions}
        </div>
      </div>
      <CheckAllResult {...checkAll} />
      {shown === 0 ? (
        <EmptyState title="No database fits these filters">
          Take a filter or a word of the search away. Archived databases are shown on their own.
        </EmptyState>
      ) : (
        <List lines={lines} databases={shown} unfolded={overviewQuery({ ...view, calm: "shown" })} />
      )}
    </div>
  );
}
