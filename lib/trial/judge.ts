import type { Finding, Status, Way } from "@/lib/checks/finding";
import { example } from "@/lib/text/words";
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

/** Status of a finding by the result of its worst outcome. */
export const STATUS_OF: Record<TrialResult, Status> = {
  failed: "fail",
  warned: "warn",
  "not tried": "unknown",
  done: "pass",
  "not needed": "not applicable",
};

const WORST_FIRST: readonly TrialResult[] = ["failed", "warned", "not tried", "done", "not needed"];

/** Returns the worst result of some outcomes; "not needed" where there are none. */
export const worstResult = (outcomes: readonly Pick<TrialOutcome, "result">[]): TrialResult =>
  WORST_FIRST.find((candidate) => outcomes.some(({ result }) => result === candidate)) ?? "not needed";

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** Joins options that say the same into one with the SQL of all, each line once: a grant for each of 900 tables is one option. */
function joined(ways: readonly Way[]): Way[] {
  const bySays = new Map<string, Set<string>>();
  for (const { says, sql } of ways) {
    const lines = bySays.get(says) ?? new Set();
    bySays.set(says, sql === undefined ? lines : lines.add(sql));
  }
  return [...bySays].map(([says, lines]) =>
    lines.size === 0 ? { says } : { says, sql: [...lines].join("\n") },
  );
}

/** Returns the options for the outcomes that went wrong, each once. */
function waysOf(id: TrialFindingId, outcomes: readonly TrialOutcome[]): Way[] {
  const ways = outcomes.flatMap((outcome) => [
    ...(outcome.result === "not tried" && outcome.sql !== null
      ? [{ says: "Let the role of this login do it, then test again.", sql: outcome.sql }]
      : []),
    ...(outcome.result === "not tried" && outcome.sql === null
      ? (TRIAL_FINDINGS[id].untried?.(outcome) ?? [])
      : []),
    ...(outcome.result === "not tried" ? [] : TRIAL_FINDINGS[id].ways(outcome)),
    ...triggerWays(outcome.triggers),
  ]);
  return joined(ways);
}

function findingOf(id: TrialFindingId, outcomes: readonly TrialOutcome[]): Finding {
  const result = worstResult(outcomes);
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

const STATUS_WORST_FIRST: readonly Status[] = WORST_FIRST.map((result) => STATUS_OF[result]);

/** Returns the worst status of some findings; "not applicable" where there are none. */
export const worstStatus = (findings: readonly Pick<Finding, "status">[]): Status =>
  STATUS_WORST_FIRST.find((candidate) => findings.some(({ status }) => status === candidate)) ??
  "not applicable";
