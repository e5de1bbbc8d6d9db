import Link from "next/link";
import { CollapsedList } from "@/components/repair/plan/collapsed-list";
import type { Obstacle } from "@/lib/replication/obstacles";
import { span } from "@/lib/text/words";

const FIRST = 8;

type ObstacleListProps = { databaseId: string; obstacles: readonly Obstacle[] };

/** Transactions in the way, the oldest first, each with what waits for it and the place where it ends. */
export function ObstacleList({ databaseId, obstacles }: ObstacleListProps) {
  return (
    <CollapsedList items={obstacles} first={FIRST}>
      {(some) => (
        <ul className="grid min-w-0 grid-cols-1 gap-3">
          {some.map(({ kind, name, ageMs, database, effects, end }) => (
            <li key={`${kind} ${database} ${name}`} className="grid min-w-0 gap-0.5">
              <p className="wrap-anywhere">
                <span className="font-medium">{span(ageMs)}</span> {kind === "transaction" ? "" : `${kind} `}
                {name}, database {database}
              </p>
              <p className="text-sm text-muted wrap-anywhere">
                {effects.join("; ")}
                {effects.length > 0 && ". "}
                {end === "connections" ? (
                  <Link
                    href={`/databases/${databaseId}/connections`}
                    className="text-accent underline underline-offset-2"
                  >
                    End it under Connections
                  </Link>
                ) : (
                  "ROLLBACK PREPARED in that database ends it, as its owner or a superuser."
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </CollapsedList>
  );
}
