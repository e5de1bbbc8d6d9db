"use client";

import { SearchInput } from "@/components/ui/search-input";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useWindow } from "@/components/ui/use-window";
import {
  firstDirection,
  HOLDER_SORTS,
  holderKey,
  holdersQuery,
  holdersViewSchema,
  viewHolders,
  type HolderSort,
  type HoldersView,
} from "@/lib/sample/holders";
import type { SessionGroup } from "@/lib/sample/schema";
import { HiddenNote } from "./hidden-note";
import { holderColumns, HolderRow } from "./holder-row";
import { SessionsDialog, type SignalAction } from "./sessions-dialog";

const ROW_PX = 44;
const FIRST_DRAWN = 30;
/** So few are all drawn: there is nothing to gain by leaving some out. */
const ALL_DRAWN = 60;

const WORDS: Record<HolderSort, string> = {
  count: "Sessions",
  role: "Role, database",
  application: "Application",
  address: "Address",
  state: "State",
  transaction: "Oldest transaction",
  idle: "Longest idle",
};

type HoldersProps = {
  databaseId: string;
  groups: readonly SessionGroup[];
  /** How many of the sessions show neither state nor age. */
  hidden: number;
  /** The role that Headroom logs in as. */
  visitor: string;
  electricRole: string;
  /** Action that ends a backend; null for a member. */
  signal: SignalAction | null;
};

/** Holders of the connections: groups of sessions alike, sorted and filtered by the address, only those in sight drawn. */
export function Holders({ databaseId, groups, hidden, visitor, electricRole, signal }: HoldersProps) {
  const params = useSearchParams();
  const view = useMemo(() => holdersViewSchema.parse(Object.fromEntries(params)), [params]);
  const rows = useMemo(() => viewHolders(groups, view), [groups, view]);
  const [open, setOpen] = useState<SessionGroup | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const inSight = useWindow(list, rows.length, ROW_PX, FIRST_DRAWN);
  const { start, end, rowPx } =
    rows.length <= ALL_DRAWN ? { start: 0, end: rows.length, rowPx: inSight.rowPx } : inSight;
  const hydrated = useHydrated();
  const change = (to: HoldersView) =>
    window.history.replaceState(
      null,
      "",
      window.location.pathname + holdersQuery(to, new URLSearchParams(window.location.search)),
    );
  const sort = (by: HolderSort) =>
    change({
      ...view,
      by,
      dir: view.by !== by ? firstDirection(by) : view.dir === "asc" ? "desc" : "asc",
    });
  return (
    <div className="grid grid-cols-1 gap-4">
      <SearchInput
        label="Filter by role, database, application, address or state"
        placeholder="Role, application, address or state"
        initial={view.who}
        onSearch={(who) => change({ ...view, who })}
        className="max-w-96"
      />
      {rows.length === 0 ? (
        <EmptyState
          title={groups.length === 0 ? "No connections" : "No connection matches this filter"}
          level={3}
        >
          {groups.length === 0 ? "No session holds a connection." : "Take a word of the filter away."}
        </EmptyState>
      ) : (
        <div role="table" aria-label="Who holds the connections" aria-rowcount={rows.length + 1}>
          <div role="rowgroup" className="max-lg:sr-only">
            <div
              role="row"
              aria-rowindex={1}
              className={cx(holderColumns, "border-b border-line text-sm text-muted")}
            >
              {HOLDER_SORTS.map((by) => (
                <Head key={by} by={by} view={view} onSort={sort} />
              ))}
              <div role="columnheader" className="sr-only">
                Sessions one by one
              </div>
            </div>
          </div>
          <div role="rowgroup" ref={list}>
            {hydrated && start > 0 && <div role="none" style={{ height: start * rowPx }} />}
            {rows.slice(start, end).map((group, at) => (
              <HolderRow
                key={holderKey(group)}
                group={group}
                index={start + at}
                isElectric={group.role === electricRole && group.applicationName === ""}
                onOpen={setOpen}
              />
            ))}
            {hydrated && end < rows.length && (
              <div role="none" style={{ height: (rows.length - end) * rowPx }} />
            )}
          </div>
        </div>
      )}
      {hidden > 0 && <HiddenNote hidden={hidden} visitor={visitor} />}
      {open !== null && (
        <SessionsDialog
          key={holderKey(open)}
          databaseId={databaseId}
          group={open}
          signal={signal}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

type HeadProps = { by: HolderSort; view: HoldersView; onSort: (by: HolderSort) => void };

function Head({ by, view, onSort }: HeadProps) {
  const sorted = view.by === by;
  const Arrow = view.dir === "asc" ? ArrowUp : ArrowDown;
  return (
    <div role="columnheader" aria-sort={sorted ? (view.dir === "asc" ? "ascending" : "descending") : "none"}>
      <button
        type="button"
        onClick={() => onSort(by)}
        className={cx("flex h-10 items-center gap-1 hover:text-ink", sorted && "font-medium text-ink")}
      >
        {WORDS[by]}
        {sorted && <Arrow aria-hidden className="size-3.5" />}
      </button>
    </div>
  );
}
