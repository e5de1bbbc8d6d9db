"use client";

import { useSearchParams } from "next/navigation";
import { repairQuery, readRepairUrl, type RepairRequest } from "../repair-url";

/** Changes the page's address without asking the server; `push` makes it a place that the browser's back button leaves. */
function go(asked: RepairRequest, push: boolean): void {
  const url = `${window.location.pathname}${repairQuery(asked)}`;
  if (push) window.history.pushState(null, "", url);
  else window.history.replaceState(null, "", url);
}

/** Returns what the repair page's address says, and what changes it. */
export function useAsked() {
  const asked = readRepairUrl(new URLSearchParams(useSearchParams()));
  return {
    asked,
    /** Chooses something else. */
    change: (to: Partial<RepairRequest>) => go({ ...asked, ...to }, false),
    /** Looks at a run, or with null at the plan again. */
    watch: (run: string | null) => go({ ...asked, run }, true),
  };
}
