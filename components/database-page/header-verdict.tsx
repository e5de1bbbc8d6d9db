"use client";

import { usePathname } from "next/navigation";
import { NeverCheckedMark, Status } from "@/components/ui/status";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";
import type { Live } from "@/lib/live/schema";
import type { Budget } from "@/lib/budget/schema";
import { LiveFigure } from "./live-figure";

type HeaderVerdictProps = {
  databaseId: string;
  latest: LatestVerdict;
  initial: Live | null;
  fallback: Budget | null;
};

/** Verdict and headroom in the head of every page of a database but the first, whose headline says them. */
export function HeaderVerdict({ databaseId, latest, initial, fallback }: HeaderVerdictProps) {
  const pathname = usePathname();
  if (latest !== null && pathname === `/databases/${databaseId}`) return null;
  return (
    <p className="flex items-center gap-2 font-semibold">
      {latest === null ? <NeverCheckedMark /> : <Status of={latest.verdict} className="font-semibold" />}
      <LiveFigure databaseId={databaseId} initial={initial} fallback={fallback} />
    </p>
  );
}
