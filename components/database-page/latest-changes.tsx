import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { cx } from "@/components/ui/cx";
import { sinceWhen, type Change } from "@/lib/report/diff";
import { Section } from "@/components/ui/section";

const looks = {
  worse: { icon: ArrowDownRight, tone: "text-fail", word: "Worse" },
  changed: { icon: ArrowRight, tone: "text-muted", word: "Changed" },
  better: { icon: ArrowUpRight, tone: "text-pass", word: "Better" },
};

/** How many changes stand there unasked. */
const AT_FIRST = 6;

type LatestChangesProps = {
  databaseId: string;
  /** When the visit before was, null when there was none. */
  since: string | null;
  now: string;
  changes: readonly Change[];
};

/** Differences of this visit from the one before it. */
export function LatestChanges({ databaseId, since, now, changes }: LatestChangesProps) {
  return (
    <Section title="Latest changes" aside={since === null ? null : sinceWhen(since, now)}>
      {since === null ? (
        <p className="text-muted">This was the first visit. The next one says here what became different.</p>
      ) : changes.length === 0 ? (
        <p className="text-muted">Nothing changed since the visit before.</p>
      ) : (
        <>
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
    </Section>
  );
}

function Changes({ databaseId, changes }: Pick<LatestChangesProps, "databaseId" | "changes">) {
  return (
    <ul className="grid gap-3">
      {changes.map(({ id, kind, says }) => {
        const { icon: Icon, tone, word } = looks[kind];
        return (
          <li key={id} className="flex gap-2">
            <span
              className={cx(
                "inline-flex w-24 shrink-0 items-center gap-1.5 self-start text-sm font-medium",
                tone,
              )}
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
