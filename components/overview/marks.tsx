import { CircleDashed } from "lucide-react";
import { stateLooks, StateMark } from "@/components/live/state-mark";
import { agoInWords } from "@/lib/live/freshness";
import type { Standing as LiveStanding } from "@/components/live/standing";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { looks, NeverCheckedMark, Status, toneText } from "@/components/ui/status";
import type { Verdict } from "@/lib/checks/verdict";
import { count } from "@/lib/text/words";
import type { OverviewRow } from "./row";

/** The icon of a verdict whose word stands beside it. */
export function VerdictGlyph({ of }: { of: Verdict }) {
  const { icon: Icon } = looks[of];
  return <Icon aria-hidden className="size-4" />;
}

/** The icon of a database without a check run. */
export function NeverCheckedIcon() {
  return <CircleDashed aria-hidden className="size-4" />;
}

const PRESSING: readonly LiveStanding["kind"][] = ["full", "unreachable", "crowded"];

/** Whether the watching of a database is more pressing than its verdict. */
export const isPressing = ({ kind }: LiveStanding): boolean => PRESSING.includes(kind);

/** How a database stands: what keeps Headroom out of it now, or else its verdict. */
export function StandingMark({
  row: { standing, warns },
  live,
}: {
  row: OverviewRow;
  live: LiveStanding | null;
}) {
  if (live !== null && isPressing(live))
    return <StateMark kind={live.kind} word={live.word} className="font-medium" />;
  if (standing === "never checked") return <NeverCheckedMark />;
  const words =
    standing === "ready with warnings" && warns > 0 ? `Ready, ${count(warns, "warning")}` : undefined;
  return <Status of={standing}>{words}</Status>;
}

type AgeProps = {
  live: LiveStanding | null;
  /** Of the latest sample, ms; null where there is none. */
  ageMs: number | null;
  /** Of the latest check run, ISO. */
  takenAt: string | null;
  /** On a narrow screen the mark alone, whose words are still read out. */
  short: boolean;
};

/** How old the figures of a row are: amber when they are late, grey when they are stale. */
export function Age({ live, ageMs, takenAt, short }: AgeProps) {
  if (live === null || ageMs === null)
    return takenAt === null ? null : (
      <span className={cx("whitespace-nowrap text-muted", short && "max-lg:sr-only")}>
        checked <RelativeTime at={takenAt} />
      </span>
    );
  const { icon: Icon, tone } = stateLooks[live.kind];
  return (
    <span
      data-live-state={live.kind}
      title={live.says}
      className={cx("inline-flex items-center gap-1 align-bottom whitespace-nowrap", toneText[tone])}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{live.word}, sampled </span>
      <span className={cx(short && "max-lg:sr-only")}>{agoInWords(ageMs)}</span>
    </span>
  );
}
