import { Circle, CircleCheck, CircleDashed, CircleMinus, RotateCcw, type LucideIcon } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/spinner";
import type { Standing } from "./words";

const LOOKS: Record<Exclude<Standing, "now">, { icon: LucideIcon; word: string; tone: string }> = {
  done: { icon: CircleCheck, word: "Done", tone: "text-pass" },
  next: { icon: Circle, word: "Next", tone: "text-muted" },
  "rolled back": { icon: RotateCcw, word: "Rolled back", tone: "text-muted" },
  "not reached": { icon: CircleMinus, word: "Not reached", tone: "text-muted" },
  "left out": { icon: CircleMinus, word: "Not in a dry run", tone: "text-muted" },
  "still to do": { icon: CircleDashed, word: "Still to do", tone: "text-warn" },
};

/** How far a step is, as an icon and a word. */
export function StandingMark({ of }: { of: Standing }) {
  const look = "inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap";
  if (of === "now")
    return (
      <span className={cx(look, "text-accent")} aria-current="step">
        <Spinner />
        Now
      </span>
    );
  const { icon: Icon, word, tone } = LOOKS[of];
  return (
    <span className={cx(look, tone)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {word}
    </span>
  );
}
