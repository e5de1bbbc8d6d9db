import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Status } from "@/components/ui/status";
import { cx } from "@/components/ui/cx";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { TableRow } from "@/lib/tables/row";
import { IDENTITY_WORDS, KIND_WORDS, PUBLISHED_WORDS, rightsOf } from "./words";

/** The columns of the tables page, shared by its head and its rows; below `lg` a row folds into three lines. */
export const columnsStyle =
  "lg:grid-cols-[minmax(12rem,2fr)_minmax(7rem,1fr)_8rem_8rem_9rem_minmax(10rem,1.2fr)]";

type TableRowLineProps = { row: TableRow; index: number; databaseId: string };

/** One table as a row of the grid; every row has the same height, so that 10,000 of them can be scrolled. */
export function TableRowLine({ row, index, databaseId }: TableRowLineProps) {
  const missing = row.kind === "missing";
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row
      className={cx(
        "grid h-28 grid-cols-3 content-center gap-x-4 gap-y-1 border-b border-line px-4 text-sm lg:h-11 lg:items-center",
        columnsStyle,
      )}
    >
      <div role="rowheader" className="flex min-w-0 items-center gap-2 max-lg:col-span-3">
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
        <CheckLink checks={row.checks} databaseId={databaseId} table={displayRelation(row)} />
      </div>
    </div>
  );
}

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

function CheckLink({ checks, databaseId, table }: { checks: string[]; databaseId: string; table: string }) {
  const [first] = checks;
  if (first === undefined) return null;
  return (
    <Link
      href={`/databases/${databaseId}/readiness?check=${encodeURIComponent(first)}`}
      prefetch={false}
      aria-label={`${first}${checks.length > 1 ? ` and ${checks.length - 1} more checks` : ""} on ${table}`}
      title={checks.join(", ")}
      className="truncate font-mono text-xs text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {first}
      {checks.length > 1 && ` +${checks.length - 1}`}
    </Link>
  );
}
