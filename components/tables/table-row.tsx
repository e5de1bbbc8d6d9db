import Link from "next/link";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { Status } from "@/components/ui/status";
import { cx } from "@/components/ui/cx";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { TableRow } from "@/lib/tables/row";
import type { Titles } from "@/lib/tables/view";
import { isSelectable } from "./selection";
import { IDENTITY_WORDS, KIND_WORDS, PUBLISHED_WORDS, rightsOf } from "./words";

/** The columns of the tables page, shared by its head and its rows; below `lg` a row folds into three lines. */
export const columnsStyle =
  "lg:grid-cols-[1rem_minmax(12rem,2fr)_minmax(7rem,1fr)_8rem_8rem_9rem_minmax(12rem,1.6fr)]";

type TableRowLineProps = {
  row: TableRow;
  index: number;
  databaseId: string;
  titles: Titles;
  selected: boolean;
  onSelect: (row: TableRow, selected: boolean) => void;
};

/** One table as a row of the grid; every row has the same height, so that 10,000 of them can be scrolled. */
export const TableRowLine = memo(function TableRowLine(props: TableRowLineProps) {
  const { row, index, databaseId, titles, selected, onSelect } = props;
  const missing = row.kind === "missing";
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row
      className={cx(
        "relative grid h-28 grid-cols-3 content-center gap-x-4 gap-y-1 border-b border-line px-4 text-sm lg:h-11 lg:items-center",
        columnsStyle,
      )}
    >
      <div role="cell" className="max-lg:absolute max-lg:right-4">
        {isSelectable(row) && (
          <input
            type="checkbox"
            aria-label={`Select ${displayRelation(row)}`}
            className="block size-4 accent-accent"
            checked={selected}
            onChange={({ target }) => onSelect(row, target.checked)}
          />
        )}
      </div>
      <div role="rowheader" className="flex min-w-0 items-center gap-2 max-lg:col-span-3 max-lg:pr-8">
        <span className="truncate font-mono" title={displayRelation(row)}>
          <span className="text-faint">{displayName(row.schema)}.</span>
          {displayName(row.name)}
        </span>
        {row.kind !== "r" && <Badge>{KIND_WORDS[row.kind]}</Badge>}
        {row.partition && <Badge>partition</Badge>}
      </div>
      <Cell name="Owner" mono>
        {missing ? "–" : row.owner}
      </Cell>
      <Cell name="Identity" mono quiet={row.replicaIdentity !== "f"}>
        {row.replicaIdentity === null ? "–" : IDENTITY_WORDS[row.replicaIdentity]}
      </Cell>
      <Cell name="Published" quiet={row.published === "no"}>
        {PUBLISHED_WORDS[row.published]}
      </Cell>
      <Cell name="Rights" className="max-lg:hidden">
        {missing ? "–" : rightsOf(row)}
      </Cell>
      <div role="cell" className="flex min-w-0 items-center gap-2 max-lg:col-span-3">
        {row.status === "not applicable" ? (
          <span className="text-faint">Not to be served</span>
        ) : (
          <Status of={row.status} />
        )}
        <CheckLink checks={row.checks} titles={titles} databaseId={databaseId} table={displayRelation(row)} />
      </div>
    </div>
  );
});

type CellProps = { name: string; mono?: boolean; quiet?: boolean; className?: string; children: string };

function Cell({ name, mono, quiet, className, children }: CellProps) {
  return (
    <div role="cell" className={cx("min-w-0", className)}>
      <span className="mr-1 text-xs text-faint lg:hidden">{name}</span>
      <span className={cx("block truncate", mono && "font-mono", quiet && "text-muted")} title={children}>
        {children}
      </span>
    </div>
  );
}

type CheckLinkProps = { checks: readonly string[]; titles: Titles; databaseId: string; table: string };

/** The first check that a table does not pass, by its title, and how many more there are. */
function CheckLink({ checks, titles, databaseId, table }: CheckLinkProps) {
  const [first] = checks;
  if (first === undefined) return null;
  const titleOf = (id: string): string => titles[id] ?? id;
  const rest = checks.length - 1;
  return (
    <Link
      href={`/databases/${databaseId}/readiness?check=${encodeURIComponent(first)}`}
      prefetch={false}
      aria-label={`${titleOf(first)}${rest > 0 ? ` and ${rest} more checks` : ""} on ${table}`}
      title={checks.map(titleOf).join("\n")}
      className="truncate text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {titleOf(first)}
      {rest > 0 && ` +${rest}`}
    </Link>
  );
}
