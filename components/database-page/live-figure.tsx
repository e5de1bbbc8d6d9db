"use client";

import { useLive } from "@/components/live/use-live";
import { standingOf } from "@/components/live/standing";
import { cx } from "@/components/ui/cx";
import { claimOf, headroomOf, headroomText } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import type { Live } from "@/lib/live/schema";

type LiveFigureProps = {
  databaseId: string;
  /** State that the server knew when it drew the page. */
  initial: Live | null;
  /** The budget of the latest check run, until a sample comes. */
  fallback: Budget | null;
};

const PAST: readonly string[] = ["stale", "unreachable", "reconnecting", "signed out", "crowded"];

/** The headroom of a database in a headline, as it changes: "· 7 short". Nothing where no connections could be seen. */
export function LiveFigure({ databaseId, initial, fallback }: LiveFigureProps) {
  const looked = useLive(databaseId, initial);
  const { kind } = standingOf(looked);
  const headroom = headroomOf(looked.live?.budget ?? fallback);
  if (headroom === null) return null;
  const past = looked.live !== null && PAST.includes(kind);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="text-faint">
        ·
      </span>
      <span className={cx(past ? "text-faint" : headroom < 0 ? "text-fail" : "text-ink")}>
        {headroomText(headroom)}
      </span>
    </span>
  );
}

/** Says of Electric's claim how much fits, where connections are missing. */
export function ClaimWords({ databaseId, initial, fallback }: LiveFigureProps) {
  const budget = useLive(databaseId, initial).live?.budget ?? fallback;
  const headroom = headroomOf(budget);
  if (budget === null || headroom === null || headroom >= 0) return null;
  const claim = claimOf(budget);
  return `Electric claims ${claim}; ${Math.max(0, claim + headroom)} fit.`;
}
