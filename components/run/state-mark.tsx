import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/spinner";
import type { RunState } from "@/lib/run/machine";
import { STATE_WORDS, toneOfRun, type RunTone } from "./words";

const MARKS: Record<Exclude<RunTone, "active">, { icon: typeof CircleX; tone: string }> = {
  pass: { icon: CircleCheck, tone: "text-pass" },
  warn: { icon: TriangleAlert, tone: "text-warn" },
  fail: { icon: CircleX, tone: "text-fail" },
};

/** The state of a run in a list, as an icon, a word and a colour; what it means is in its `title`. */
export function StateMark({ of, className }: { of: RunState; className?: string }) {
  const tone = toneOfRun(of);
  const { word, says } = STATE_WORDS[of];
  const { icon: Icon, tone: colour } = tone === "active" ? { icon: null, tone: "text-accent" } : MARKS[tone];
  return (
    <span
      title={says}
      className={cx("inline-flex items-center gap-1.5 font-medium whitespace-nowrap", colour, className)}
    >
      {Icon === null ? <Spinner /> : <Icon aria-hidden className="size-4 shrink-0" />}
      {word}
    </span>
  );
}
