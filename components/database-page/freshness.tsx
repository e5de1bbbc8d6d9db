"use client";

import { standingOf } from "@/components/live/standing";
import { StateMark } from "@/components/live/state-mark";
import { useLive } from "@/components/live/use-live";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";
import type { Live } from "@/lib/live/schema";

type FreshnessProps = {
  databaseId: string;
  latest: LatestVerdict;
  initial: Live | null;
  /** An archived database is not watched. */
  watched: boolean;
};

/** How old the figures of a database and its verdict are: "Live, 1 s ago · checked 2 min ago". */
export function Freshness({ databaseId, latest, initial, watched }: FreshnessProps) {
  return (
    // One line at any width: the words of a state differ in length, and another line would move the whole page.
    <p className="flex max-w-full min-w-0 items-center gap-x-2 text-sm whitespace-nowrap text-muted">
      {watched && <Sampled databaseId={databaseId} initial={initial} />}
      {latest !== null && (
        <>
          {watched && <span aria-hidden>·</span>}
          <span className="min-w-0 truncate">
            checked <RelativeTime at={latest.takenAt} />
          </span>
        </>
      )}
    </p>
  );
}

function Sampled({ databaseId, initial }: Pick<FreshnessProps, "databaseId" | "initial">) {
  const looked = useLive(databaseId, initial);
  const { kind, word } = standingOf(looked);
  return <StateMark kind={kind} word={word} ageMs={looked.live === null ? null : looked.ageMs} />;
}
