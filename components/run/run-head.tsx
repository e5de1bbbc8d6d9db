import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import { purposeOf, sizeOf } from "@/lib/plan/text";
import type { Run } from "@/lib/run/schema";
import { STATE_WORDS, toneOfRun, type RunTone } from "./words";

const MARKS: Record<Exclude<RunTone, "active">, { icon: typeof CircleX; tone: string }> = {
  pass: { icon: CircleCheck, tone: "text-pass" },
  warn: { icon: TriangleAlert, tone: "text-warn" },
  fail: { icon: CircleX, tone: "text-fail" },
};

/** What run this is, whose, and how it stands: an icon, a word and a sentence. */
export function RunHead({ run }: { run: Run }) {
  const { state, dry, plan, by, startedAt, says } = run;
  const tone = toneOfRun(state);
  const { word, says: meanwhile } = STATE_WORDS[state];
  const { icon: Icon, tone: colour } = tone === "active" ? { icon: null, tone: "text-accent" } : MARKS[tone];
  return (
    <div className="grid gap-2">
      <h2 className="text-lg font-semibold first-letter:uppercase">
        {dry ? "Dry run" : "Run"} that {purposeOf(plan)}
      </h2>
      <p className="text-muted wrap-anywhere">
        {sizeOf(plan)}, as <span className="font-mono text-sm">{plan.admin}</span>, started by {by}{" "}
        <RelativeTime at={startedAt} />
      </p>
      <p className="flex items-start gap-2 wrap-anywhere">
        <span className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${colour}`}>
          {Icon === null ? <Spinner /> : <Icon aria-hidden className="size-4 shrink-0" />}
          {word}
        </span>
        <span className="min-w-0">{says ?? meanwhile}</span>
      </p>
    </div>
  );
}
