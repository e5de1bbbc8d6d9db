"use client";

import { useRun } from "./run/use-run";
import { STATE_WORDS, toneOfRun, type RunTone } from "./run/words";
import { isFinal, type RunState } from "@/lib/repair/run/machine";
import type { Compared, RunShown } from "@/lib/repair/run/schema";
import { count } from "@/lib/text/words";

/** The dry run of the plan that is shown, as the bar beside its buttons has it. */
export type DryRun = {
  state: RunState;
  tone: RunTone;
  word: string;
  says: string;
  over: boolean;
  passed: boolean;
};

/** Returns what a dry run would have changed of the checks: "4 failures would clear, 0 would appear". */
export function checksThatMove(compared: readonly Compared[]): string {
  const clear = compared.filter(({ before, after }) => before === "fail" && after !== "fail").length;
  const appear = compared.filter(({ before, after }) => before !== "fail" && after === "fail").length;
  return `${count(clear, "failure")} would clear, ${appear.toLocaleString("en")} would appear`;
}

/** Returns a dry run in the words of the bar. */
export function dryRunOf(run: RunShown): DryRun {
  const { state, compared, says, lockMs, plan } = run;
  const passed = state === "rehearsed";
  const locked =
    lockMs === null
      ? ""
      : ` ${count(plan.lockedTables, "table was", "tables were")} locked for ${Math.round(lockMs).toLocaleString("en")} ms.`;
  return {
    state,
    tone: toneOfRun(state),
    word: passed ? "Dry run passed" : STATE_WORDS[state].word,
    says: passed ? `${checksThatMove(compared)}.${locked} Rolled back.` : (says ?? STATE_WORDS[state].says),
    over: isFinal(state),
    passed,
  };
}

/** Follows the dry run of an address; `fingerprint` is that of the plan that is shown: another plan's result is not its. */
export function useDryRun(databaseId: string, runId: string | null, fingerprint: string | null) {
  const { data } = useRun(databaseId, runId);
  const isOfThis =
    data !== undefined && data.dry && (data.fingerprint === fingerprint || data.state === "changed");
  return isOfThis ? dryRunOf(data) : null;
}
