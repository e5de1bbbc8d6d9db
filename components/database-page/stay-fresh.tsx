"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { useLatestVerdict } from "@/components/check/use-latest-verdict";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";

type StayFreshProps = {
  databaseId: string;
  /** The verdict that the page was rendered with. */
  latest: LatestVerdict;
};

/** Draws nothing: reads the page again when a check run is known that is newer than what it shows. */
export function StayFresh({ databaseId, latest }: StayFreshProps) {
  const router = useRouter();
  const newest = useLatestVerdict(databaseId, latest)?.takenAt ?? null;
  const asked = useRef<string | null>(null);
  const [, startRefresh] = useTransition();
  const shown = latest?.takenAt ?? null;
  useEffect(() => {
    if (newest === null || newest === shown || newest === asked.current) return;
    // Once for each check run: an answer that is older still must not ask for ever.
    asked.current = newest;
    startRefresh(() => router.refresh());
  }, [newest, router, shown]);
  return null;
}
