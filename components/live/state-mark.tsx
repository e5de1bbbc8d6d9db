import {
  Activity,
  Ban,
  CircleX,
  Clock,
  ClockAlert,
  LoaderCircle,
  LogOut,
  PowerOff,
  RefreshCw,
  UsersRound,
  type LucideIcon,
} from "lucide-react";
import { cx } from "@/components/ui/cx";
import { toneText, type Tone } from "@/components/ui/status";
import { agoInWords } from "@/lib/live/freshness";
import type { StandingKind } from "./standing";

/** Icon and tone of every state; the word beside them is the standing's own. */
export const stateLooks: Record<StandingKind, { icon: LucideIcon; tone: Tone }> = {
  live: { icon: Activity, tone: "muted" },
  late: { icon: Clock, tone: "warn" },
  stale: { icon: ClockAlert, tone: "muted" },
  starting: { icon: LoaderCircle, tone: "muted" },
  off: { icon: PowerOff, tone: "muted" },
  crowded: { icon: UsersRound, tone: "warn" },
  full: { icon: Ban, tone: "fail" },
  unreachable: { icon: CircleX, tone: "fail" },
  reconnecting: { icon: RefreshCw, tone: "warn" },
  "signed out": { icon: LogOut, tone: "warn" },
};

/** Whether a state is one of the samples themselves, so that their age is its own. */
export const isOfSamples = (kind: StandingKind): boolean =>
  kind === "live" || kind === "late" || kind === "stale";

type StateMarkProps = {
  kind: StandingKind;
  word: string;
  /** The age of the latest sample, ms; null says none. */
  ageMs?: number | null;
  /** The state in a sentence, on hover: a line of its own would come and go with each late sample, and move the page. */
  says?: string;
  className?: string;
};

/** How the watching stands as an icon, a word and a colour, with the age of what is shown: "Late, 5 s ago", "Full; last sample 9 s ago". */
export function StateMark({ kind, word, ageMs = null, says, className }: StateMarkProps) {
  const { icon: Icon, tone } = stateLooks[kind];
  return (
    <span
      data-live-state={kind}
      title={says}
      className={cx(
        "inline-flex items-center gap-1 align-bottom whitespace-nowrap",
        toneText[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {ageMs === null
        ? word
        : isOfSamples(kind)
          ? `${word}, ${agoInWords(ageMs)}`
          : `${word}; last sample ${agoInWords(ageMs)}`}
    </span>
  );
}
