import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { age } from "@/lib/sample/holders";
import type { SessionGroup } from "@/lib/sample/schema";

/** The columns of the table from the large breakpoint up; below it a row is a small card. */
export const holderColumns =
  "grid items-center gap-x-4 lg:grid-cols-[5rem_minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_8.5rem_7rem_5rem]";

type HolderRowProps = {
  group: SessionGroup;
  index: number;
  isElectric: boolean;
  onOpen: (group: SessionGroup) => void;
};

/** Says that something cannot be seen; it is never left empty. */
const Hidden = () => <span className="text-faint">hidden</span>;

/** Sessions alike. On a phone: count, who, and how old; every row of one height, so that a thousand can be scrolled. */
export const HolderRow = memo(function HolderRow({ group, index, isElectric, onOpen }: HolderRowProps) {
  const { role, database, applicationName, address, state, count, own } = group;
  const { oldestTransactionMs, longestIdleMs } = group;
  const hidden = state === "" && address === "";
  return (
    <div
      role="row"
      data-row
      aria-rowindex={index + 2}
      className={cx(
        holderColumns,
        "h-28 grid-cols-[4rem_minmax(0,1fr)_5rem] content-center border-b border-line last:border-b-0 hover:bg-canvas lg:h-11",
      )}
    >
      <div role="cell" className="font-medium lg:order-none">
        {count}
      </div>
      <div role="cell" className="truncate" title={`${role}, ${database}`}>
        <span className="font-mono text-sm">{role}</span>{" "}
        <span className="text-sm text-muted">{database}</span>
      </div>
      <div role="cell" className="col-start-2 flex min-w-0 items-center gap-2 lg:col-start-auto">
        {applicationName === "" ? (
          <span className="truncate text-sm text-muted">
            {isElectric ? "Electric gives no name" : "no name"}
          </span>
        ) : (
          <span className="truncate" title={applicationName}>
            {applicationName}
          </span>
        )}
        {isElectric && <Badge>Electric</Badge>}
        {own && <Badge>this Headroom</Badge>}
      </div>
      <div role="cell" className="col-start-2 truncate font-mono text-sm lg:col-start-auto">
        {address === "" ? <Hidden /> : address}
      </div>
      <div role="cell" className="col-start-2 truncate text-sm lg:col-start-auto">
        {state === "" ? hidden ? <Hidden /> : "none" : state}
      </div>
      <div
        role="cell"
        className={cx(
          "text-sm max-lg:sr-only",
          (oldestTransactionMs ?? 0) > 60_000 && "font-medium text-warn",
        )}
      >
        {oldestTransactionMs === null ? <span className="text-faint">none</span> : age(oldestTransactionMs)}
      </div>
      <div role="cell" className="text-sm max-lg:sr-only">
        {longestIdleMs === null ? <span className="text-faint">none</span> : age(longestIdleMs)}
      </div>
      <div role="cell" className="max-lg:col-start-3 max-lg:row-start-1 max-lg:row-end-3 lg:text-right">
        <button
          type="button"
          aria-label={`Show ${count === 1 ? "the session" : `${count} sessions`} of ${role}, ${applicationName || "no name"}, ${state || "state hidden"}`}
          onClick={() => onOpen(group)}
          className="h-9 rounded-md px-2 text-sm text-accent hover:underline"
        >
          Show
        </button>
      </div>
    </div>
  );
});
