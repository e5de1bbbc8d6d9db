import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { cx } from "@/components/ui/cx";
import { sinceWhen, type Change } from "@/lib/report/diff";
import { Part } from "./facts";

const looks = {
  worse: { icon: ArrowDownRight, tone: "text-fail", word: "Worse" },
  changed: { icon: ArrowRight, tone: "text-muted", word: "Changed" },
  better: { icon: ArrowUpRight, tone: "text-pass", word: "Better" },
};

/** How many changes stand there unasked. */
const AT_FIRST = 5;

type LatestChangesProps = {
  databaseId: string;
  /** The time of the check run before; null where there was none. */
  since: string | null;
  now: string;
  changes: readonly Change[];
};

/** Differences between the latest two check runs. */
export function LatestChanges({ databaseId, since, now, changes }: LatestChangesProps) {
  return (
    <Part
      title="What changed"
      more={
        <Link
          href={`/databases/${databaseId}/history`}
          className="text-accent underline-offset-2 hover:underline"
        >
          History
        </Link>
      }
    >
      {since === null ? (
        <p className="text-muted">This was the first check run. The next one shows here what changed.</p>
      ) : changes.length === 0 ? (
        <p className="text-muted">Nothing changed between the latest two check runs.</p>
      ) : (
        <>
          <p className="mb-2 text-sm text-muted">{sinceWhen(since, now)}</p>
          <Changes databaseId={databaseId} changes={changes.slice(0, AT_FIRST)} />
          {changes.length > AT_FIRST && (
            <details className="mt-3">
              <summary className="w-fit rounded-sm text-accent">{changes.length - AT_FIRST} more</summary>
              <div className="mt-3">
                <Changes databaseId={databaseId} changes={changes.slice(AT_FIRST)} />
              </div>
            </details>
          )}
        </>
      )}
    </Part>
  );
}

function Changes({ databaseId, changes }: Pick<LatestChangesProps, "databaseId" | "changes">) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {changes.map(({ id, kind, says }) => {
        const { icon: Icon, tone, word } = looks[kind];
        return (
          <li key={id} className="flex gap-2 py-1.5 text-sm">
            <span
              className={cx("inline-flex w-22 shrink-0 items-center gap-1.5 self-start font-medium", tone)}
            >
              <Icon aria-hidden className="size-4" />
              {word}
            </span>
            <Link
              href={`/databases/${databaseId}/readiness?check=${encodeURIComponent(id)}`}
              className="min-w-0 underline-offset-2 wrap-anywhere hover:underline"
            >
              {says}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
