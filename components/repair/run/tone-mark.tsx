import { CircleCheck, CircleX, TriangleAlert, type LucideIcon } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/spinner";
import type { RunTone } from "./words";

const MARKS: Record<Exclude<RunTone, "active">, { icon: LucideIcon; tone: string }> = {
  pass: { icon: CircleCheck, tone: "text-pass" },
  warn: { icon: TriangleAlert, tone: "text-warn" },
  fail: { icon: CircleX, tone: "text-fail" },
};

type ToneMarkProps = { tone: RunTone; word: string; title?: string; className?: string };

/** Outcome as an icon, a word and a colour; a spinner while it goes on. */
export function ToneMark({ tone, word, title, className }: ToneMarkProps) {
  const { icon: Icon, tone: colour } = tone === "active" ? { icon: null, tone: "text-accent" } : MARKS[tone];
  return (
    <span
      title={title}
      className={cx("inline-flex items-center gap-1.5 font-medium whitespace-nowrap", colour, className)}
    >
      {Icon === null ? <Spinner /> : <Icon aria-hidden className="size-4 shrink-0" />}
      {word}
    </span>
  );
}
