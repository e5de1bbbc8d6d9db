import Link from "next/link";
import { repairPath } from "@/components/repair/repair-url";
import { LinkButton } from "@/components/ui/link-button";
import type { Entry } from "@/lib/troubleshoot/define";
import { errorPath } from "@/lib/troubleshoot/entries";
import type { ShownPlaces } from "./places";

/** Returns the page of a database with one finding opened. */
const findingPath = (databaseId: string, checkId: string): string =>
  `/databases/${databaseId}/readiness?check=${encodeURIComponent(checkId)}`;

type Props = ShownPlaces & { entry: Entry };

/** The links from an error to its checks and its fix on the chosen database, and to its own page. */
export function WaysOn({ entry, databaseId, checkTitles, fixable, isAdmin }: Props) {
  const [first, ...others] = entry.checks;
  const fixes = entry.checks.filter((id) => fixable.includes(id));
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {first !== undefined && databaseId !== null && (
          <LinkButton href={findingPath(databaseId, first)} variant="primary" size="sm">
            Check it on my database
          </LinkButton>
        )}
        {databaseId === null && (
          <LinkButton href={isAdmin ? "/databases/new" : "/"} variant="primary" size="sm">
            {isAdmin ? "Add a database to check it" : "See the databases"}
          </LinkButton>
        )}
        {fixes.length > 0 && databaseId !== null && (
          <LinkButton href={repairPath(databaseId, { kind: "checks", checks: fixes })} size="sm">
            {isAdmin ? "Fix it …" : "Read the plan"}
          </LinkButton>
        )}
        <LinkButton href={errorPath(entry.slug)} size="sm" variant="ghost">
          Link to this error
        </LinkButton>
      </div>
      {first !== undefined && databaseId !== null && (
        <p className="text-sm text-muted">
          Checks:{" "}
          {[first, ...others].map((id, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={findingPath(databaseId, id)} className="text-accent underline underline-offset-2">
                {checkTitles[id] ?? id}
              </Link>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
