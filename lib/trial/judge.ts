import type { Finding, Status, Way } from "@/lib/checks/finding";
import { example } from "@/lib/checks/words";
import { TRIAL_FINDINGS, triggerWays } from "./findings";
import type { TrialOutcome, TrialResult } from "./schema";
import { TRIAL_FINDING_IDS, TRIAL_STEPS, type TrialFindingId } from "./steps";

/** How much of a statement and of a CONTEXT a finding repeats. */
const MOST_OF_TEXT = 400;
const cut = (text: string): string => (text.length > MOST_OF_TEXT ? `${text.slice(0, MOST_OF_TEXT)}…` : text);

/** Returns what an outcome says, with what the server said: one line. */
export function outcomeText(outcome: TrialOutcome): string {
  const { says, statement, message, sqlstate, context, triggers } = outcome;
  if (message === null) return says;
  const what = statement === null ? says : `${says}: Postgres refused “${cut(statement)}”`;
  const trigger = triggers.length === 0 ? "" : `, in event trigger ${triggers.join(", ")}`;
  const where = context === null ? "" : ` (CONTEXT: ${cut(context)})`;
  return `${what}: “${message}”, SQLSTATE ${sqlstate ?? "unknown"}${trigger}${where}`;
}

const STATUS_OF: Record<TrialResult, Status> = {
  failed: "fail",
  warned: "warn",
  "not tried": "unknown",
  done: "pass",
  "not needed": "not applicable",
};

/** The worst first: the status of a finding is that of its worst outcome. */
const ORDER: readonly TrialResult[] = ["failed", "warned", "not tried", "done", "not needed"];

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** Returns the options for the outcomes that went wrong, each once. */
function waysOf(id: TrialFindingId, outcomes: readonly TrialOutcome[]): Way[] {
  const ways = outcomes.flatMap((outcome) => [
    ...(outcome.result === "not tried" && outcome.sql !== null
      ? [{ says: "Let the role that tries do it, then try again.", sql: outcome.sql }]
      : []),
    ...(outcome.result === "not tried" ? [] : TRIAL_FINDINGS[id].ways(outcome)),
    ...triggerWays(outcome.triggers),
  ]);
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}

function findingOf(id: TrialFindingId, outcomes: readonly TrialOutcome[]): Finding {
  const result =
    ORDER.find((candidate) => outcomes.some((outcome) => outcome.result === candidate)) ?? "not needed";
  const worst = outcomes.filter((outcome) => outcome.result === result);
  const { title, why, source, needed } = TRIAL_FINDINGS[id];
  const texts = unique(worst.map(outcomeText));
  const isWell = result === "done" || result === "not needed";
  return {
    id,
    group: "trial",
    title,
    why,
    source,
    status: STATUS_OF[result],
    found: isWell ? texts.join("; ") : example(texts, "outcome"),
    needed: isWell ? "" : needed,
    objects: isWell ? [] : unique(worst.flatMap(({ objects }) => objects)),
    ways: isWell ? [] : waysOf(id, worst),
  };
}

/** Returns the findings of a trial, in the order of its steps; a part that was not begun has none. */
export function judgeTrial(outcomes: readonly TrialOutcome[]): Finding[] {
  return TRIAL_FINDING_IDS.flatMap((id) => {
    const own = outcomes.filter(({ step }) => TRIAL_STEPS[step].finding === id);
    return own.length === 0 ? [] : [findingOf(id, own)];
  });
}

/** The findings of a trial as `verdictOf` asks for them: each can be a reason not to be ready. */
export const TRIAL_WORST = TRIAL_FINDING_IDS.map((id) => ({ id, worst: "fail" as const }));
