import type { LiveRow } from "@/lib/live/schema";
import type { Looked } from "./use-live";

/** States of a gauge, the most pressing first where several are true. */
export type StandingKind =
  | "signed out"
  | "reconnecting"
  | "off"
  | "unreachable"
  | "full"
  | "crowded"
  | "starting"
  | "stale"
  | "late"
  | "live";

/** `word` stands in a row, `says` where there is room for a sentence. */
export type Standing = { kind: StandingKind; word: string; says: string };

const kindOf = (
  live: LiveRow | null,
  { link, freshness }: Pick<Looked, "link" | "freshness">,
): StandingKind => {
  if (link === "signed out") return "signed out";
  if (link === "lost") return "reconnecting";
  if (live === null || live.state === "starting") return "starting";
  return live.state === "sampling" ? (freshness === "fresh" ? "live" : freshness) : live.state;
};

const words: Record<StandingKind, string> = {
  "signed out": "Signed out",
  reconnecting: "Reconnecting",
  off: "Not watched",
  unreachable: "No answer",
  full: "Full",
  crowded: "Staying out",
  starting: "Starting",
  stale: "Stale",
  late: "Late",
  live: "Live",
};

/** Whether Headroom comes and goes although samples come quickly: its own session is in Electric's way. */
export const leavesBetween = ({ state, held, everyMs }: LiveRow): boolean =>
  state === "sampling" && !held && everyMs > 0 && everyMs <= 10_000;

const paceInWords = (everyMs: number): string =>
  everyMs < 60_000 ? `every ${everyMs / 1000} s` : `every ${Math.round(everyMs / 60_000)} min`;

function sentenceOf(kind: StandingKind, live: LiveRow | null): string {
  switch (kind) {
    case "signed out":
      return "Your session has ended, so nothing new is shown. Sign in again to go on.";
    case "reconnecting":
      return "This page has lost Headroom’s server. It tries again by itself; what is shown is what came last.";
    case "off":
      return "This database is not sampled: watching is switched off for it, or it is archived.";
    case "starting":
      return "The first sample is on its way.";
    case "stale":
    case "late":
      return `Samples are due ${paceInWords(live?.everyMs ?? 1000)}, and none has come for longer than that.`;
    case "live":
      return live !== null && leavesBetween(live)
        ? `Sampled ${paceInWords(live.everyMs)}. Headroom leaves between samples so that Electric finds its place.`
        : `Sampled ${paceInWords(live?.everyMs ?? 1000)}.`;
    default:
      return live?.trouble?.what ?? `${words[kind]}.`;
  }
}

/** Returns how the watching of a database stands, as a page shows it. */
export function standingOf(looked: Pick<Looked, "live" | "link" | "freshness">): Standing {
  const kind = kindOf(looked.live, looked);
  return { kind, word: words[kind], says: sentenceOf(kind, looked.live) };
}
