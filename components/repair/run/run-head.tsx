import { RelativeTime } from "@/components/ui/relative-time";
import { sizeOf } from "@/lib/repair/plan/text";
import type { Run } from "@/lib/repair/run/schema";
import { ToneMark } from "./tone-mark";
import { headingOf, STATE_WORDS, toneOfRun } from "./words";

type RunHeadProps = {
  run: Run;
  /** Titles of checks by their ids; what a run compared has its own. */
  titles?: Readonly<Record<string, string>>;
};

/** Head of a run: its purpose, its person and its state, as an icon, a word and a sentence. */
export function RunHead({ run, titles = {} }: RunHeadProps) {
  const { state, plan, by, startedAt, says, compared } = run;
  const { word, says: meanwhile } = STATE_WORDS[state];
  const known = { ...Object.fromEntries(compared.map(({ check, title }) => [check, title])), ...titles };
  return (
    <div className="grid gap-2">
      <h2 className="text-lg font-semibold wrap-anywhere">{headingOf(run, known)}</h2>
      <p className="text-muted wrap-anywhere">
        {sizeOf(plan)}, as <bdi className="font-mono text-sm">{plan.admin}</bdi>, started by <bdi>{by}</bdi>{" "}
        <RelativeTime at={startedAt} />
      </p>
      <p className="flex flex-wrap items-start gap-x-2 sm:flex-nowrap">
        <ToneMark tone={toneOfRun(state)} word={word} />
        <span className="min-w-0 wrap-anywhere">{says ?? meanwhile}</span>
      </p>
    </div>
  );
}
