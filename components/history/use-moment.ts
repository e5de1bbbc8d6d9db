"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { momentOf, type Moment } from "@/lib/history/moment";

const NONE: Moment = { kind: "none" };

/**
 * Returns the moment that the page's address names, and the clock of the page when it was opened, ms. None until the page runs: times are
 * worded in the reader's zone.
 */
export function useMoment(): { moment: Moment; now: number } {
  const text = useSearchParams().get("at");
  const hydrated = useHydrated();
  const [now] = useState(() => Date.now());
  const moment = useMemo(() => (hydrated ? momentOf(text, now) : NONE), [hydrated, now, text]);
  return { moment, now };
}
