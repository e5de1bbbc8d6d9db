import { headroomOf, shortOf } from "@/lib/budget/headroom";
import type { LiveRow } from "@/lib/live/schema";
import type { Standing } from "./standing";

/** Texts for a screen reader at a change: nothing of ages and of counts, which move all the time. */
export type News = { state: "well" | Standing["kind"]; short: number };

/** Returns what matters of a moment; null while too little is known. Short of a tick or two is no news. */
export function newsOf(live: LiveRow | null, { kind }: Standing): News | null {
  if (live === null || kind === "starting") return null;
  return {
    state: kind === "live" || kind === "late" ? "well" : kind,
    short: shortOf(live.budget && headroomOf(live.budget)),
  };
}

/** Returns the sentence that tells what became different, null where nothing worth it did. */
export function told(name: string, was: News | null, now: News, { says }: Standing): string | null {
  if (was === null) return null;
  if (now.state !== was.state) return now.state === "well" ? `${name} is sampled again.` : `${name}: ${says}`;
  if (now.state !== "well") return null;
  if (was.short === 0 && now.short > 0) return `${name} is ${now.short} connections short.`;
  return was.short > 0 && now.short === 0 ? `${name}: all claims fit again.` : null;
}
