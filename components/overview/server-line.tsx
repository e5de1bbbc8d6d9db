"use client";

import { Server } from "lucide-react";
import { memo } from "react";
import { cx } from "@/components/ui/cx";
import { serverBudgetOf } from "@/lib/budget/server";
import { providers } from "@/lib/postgres/provider";
import { count } from "@/lib/text/words";
import { columns, line } from "./database-line";
import { Figure, RowBar } from "./figures";
import type { OverviewRow } from "./row";
import { useLiveBudgets } from "./use-list-live";

type ServerLineProps = {
  /** Number of its databases in the list. */
  shown: number;
  /** Every database of the server, whatever is filtered. */
  all: readonly OverviewRow[];
};

/** The head of a server: its budget, in which every Electric there has a claim. */
export const ServerLine = memo(function ServerLine({ shown, all }: ServerLineProps) {
  const budget = serverBudgetOf(useLiveBudgets(all.filter(({ counted }) => counted)));
  const [first] = all;
  if (first === undefined) return null;
  const { serverName, provider } = first;
  return (
    <li
      data-row="head"
      className={cx(
        line,
        columns,
        "h-24 grid-cols-[minmax(0,1fr)_auto] content-center gap-y-1.5 bg-canvas lg:h-11",
      )}
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 lg:col-span-2 lg:flex-nowrap">
        <Server aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 flex-1 truncate font-semibold lg:flex-initial" title={serverName}>
          {serverName}
        </span>
        <span className="text-xs whitespace-nowrap text-muted max-lg:w-full">
          {provider !== "other" && `${providers[provider].name} · `}
          {shown === all.length
            ? count(shown, "database")
            : `${shown} of ${count(all.length, "database")} shown`}
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
