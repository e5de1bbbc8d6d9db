import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "@/components/ui/cx";
import type { TablesView } from "@/lib/tables/view";
import { columnsStyle } from "./table-row";
import { SORT_WORDS } from "./words";

const ORDER = [
  "name",
  "owner",
  "identity",
  "published",
  "select",
  "status",
] as const satisfies TablesView["sort"][];

type TableHeadProps = {
  view: TablesView;
  /** Number of shown rows that are selected: none, some or all. */
  selected: "none" | "some" | "all";
  onSelectAll: (select: boolean) => void;
  onSort: (sort: TablesView["sort"]) => void;
};

/** The head of the grid: a press sorts by a column, another turns the order round. */
export function TableHead({ view, selected, onSelectAll, onSort }: TableHeadProps) {
  return (
    <div role="rowgroup" className="max-lg:hidden">
      <div
        role="row"
        aria-rowindex={1}
        className={cx(
          "grid items-center gap-x-4 border-b border-line bg-canvas px-4 text-sm text-muted",
          columnsStyle,
        )}
      >
        <div role="columnheader">
          <input
            type="checkbox"
            aria-label="Select all tables that are shown"
            className="block size-4 accent-accent"
            checked={selected === "all"}
            ref={(box) => {
              if (box !== null) box.indeterminate = selected === "some";
            }}
            onChange={({ target }) => onSelectAll(target.checked)}
          />
        </div>
        {ORDER.map((sort) => {
          const sorted = view.sort === sort;
          const Arrow = view.dir === "asc" ? ArrowUp : ArrowDown;
          return (
            <div
              key={sort}
              role="columnheader"
              aria-sort={sorted ? (view.dir === "asc" ? "ascending" : "descending") : "none"}
            >
              <button
                type="button"
                onClick={() => onSort(sort)}
                className={cx(
                  "flex h-10 items-center gap-1 hover:text-ink",
                  sorted && "font-medium text-ink",
                )}
              >
                {SORT_WORDS[sort]}
                {sorted && <Arrow aria-hidden className="size-3.5" />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
