import { RelativeTime } from "@/components/ui/relative-time";
import { sizeWords } from "@/lib/repair/plan/text";
import type { RunShown } from "@/lib/repair/run/schema";
import { ToneMark } from "./tone-mark";
import { headingOf, STATE_WORDS, toneOfRun } from "./words";

type RunHeadProps = {
  run: RunShown;
  /** Titles of checks by their ids; what a run compared has its own. */
  titles?: Readonly<Record<string, string>>;
};

/** Head of a run: its state as an icon, a word and a sentence, then its purpose and its person. */
export function RunHead({ run, titles = {} }: RunHeadProps) {
  const { state, plan, by, startedAt, says, compared } = run;
  const { word, says: meanwhile } = STATE_WORDS[state];
  const known = { ...Object.fromEntries(compared.map(({ check, title }) => [check, title])), ...titles };
  return (
    <div className="grid gap-1">
      <h2 className="text-2xl font-semibold tracking-tight">
        <ToneMark tone={toneOfRun(state)} word={word} />
      </h2>
      <p className="max-w-prose min-w-0 wrap-anywhere">{says ?? meanwhile}</p>
      <p className="text-sm text-muted wrap-anywhere">
        {headingOf(run, known)}: {sizeWords(plan.stepCount, plan.statementCount)}, as{" "}
        <bdi className="font-mono">{plan.admin}</bdi>, started by <bdi>{by}</bdi>{" "}
        <RelativeTime at={startedAt} />
      </p>
    </div>
  );
}
