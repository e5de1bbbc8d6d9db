"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { useAlertCount } from "./use-alert-count";

/** Draws nothing: reads the page of alerts again when something on it has changed. `shown` is the version it was rendered with. */
export function StayFresh({ shown }: { shown: string }) {
  const router = useRouter();
  const newest = useAlertCount()?.version;
  const asked = useRef<string | null>(null);
  const [, startRefresh] = useTransition();
  useEffect(() => {
    if (newest === undefined || newest === shown || newest === asked.current) return;
    // Once for each version: an answer that is older still must not ask for ever.
    asked.current = newest;
    startRefresh(() => router.refresh());
  }, [newest, router, shown]);
  return null;
}
