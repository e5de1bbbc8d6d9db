"use client";

import { useAlertCount } from "./use-alert-count";

/** The number of alerts that fire, beside the place in the head; nothing while none does. */
export function NavCount() {
  const firing = useAlertCount()?.firing ?? 0;
  if (firing === 0) return null;
  return (
    <span className="ml-1.5 font-semibold text-fail tabular-nums">
      {firing}
      <span className="sr-only"> firing</span>
    </span>
  );
}
