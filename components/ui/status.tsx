import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CircleX,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { Status as FindingStatus } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { cx } from "./cx";

type Look = { icon: LucideIcon; tone: Tone };
export type Tone = "pass" | "warn" | "fail" | "muted";

/** Icon and tone of every status and verdict. */
export const looks: Record<FindingStatus | Verdict, Look> = {
  pass: { icon: CircleCheck, tone: "pass" },
  ready: { icon: CircleCheck, tone: "pass" },
  warn: { icon: TriangleAlert, tone: "warn" },
  "ready with warnings": { icon: TriangleAlert, tone: "warn" },
  fail: { icon: CircleX, tone: "fail" },
  "not ready": { icon: CircleX, tone: "fail" },
  unknown: { icon: CircleHelp, tone: "muted" },
  "not applicable": { icon: CircleMinus, tone: "muted" },
};

const words: Record<FindingStatus | Verdict, string> = {
  pass: "Pass",
  warn: "Warn",
  fail: "Fail",
  unknown: "Unknown",
  "not applicable": "Not applicable",
  ready: "Ready",
  "ready with warnings": "Ready with warnings",
  "not ready": "Not ready",
};

/** Text colour of a tone; always beside an icon and a word. */
export const toneText: Record<Tone, string> = {
  pass: "text-pass",
  warn: "text-warn",
  fail: "text-fail",
  muted: "text-muted",
};

type StatusProps = {
  of: FindingStatus | Verdict;
  /** Only the icon is drawn; the word is still there for a screen reader. */
  iconOnly?: boolean;
  /** Another word than the status's own, such as "3 failing". */
  children?: string;
  className?: string;
};

/** A status or a verdict as an icon, a word and a colour. */
export function Status({ of, iconOnly = false, children, className }: StatusProps) {
  const { icon: Icon, tone } = looks[of];
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 align-bottom font-medium whitespace-nowrap",
        toneText[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={iconOnly ? "sr-only" : undefined}>{children ?? words[of]}</span>
    </span>
  );
}

/** Returns the tone of a status or a verdict. */
export const toneOf = (of: FindingStatus | Verdict): Tone => looks[of].tone;

/** Stands where a verdict would, before the first check run. */
export function NeverCheckedMark() {
  return (
    <span className="inline-flex items-center gap-1.5 align-bottom text-muted">
      <CircleDashed aria-hidden className="size-4" />
      Never checked
    </span>
  );
}
