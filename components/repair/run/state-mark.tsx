import type { RunState } from "@/lib/repair/run/machine";
import { ToneMark } from "./tone-mark";
import { STATE_WORDS, toneOfRun } from "./words";

/** The state of a run in a list, as an icon, a word and a colour; what it means is in its `title`. */
export function StateMark({ of, className }: { of: RunState; className?: string }) {
  const { word, says } = STATE_WORDS[of];
  return <ToneMark tone={toneOfRun(of)} word={word} title={says} className={className} />;
}
