import "server-only";
import { kindOf, judgeCondition } from "@/lib/alerts/kinds";
import type { AlertState } from "@/lib/alerts/machine";
import type { DatabaseReading } from "@/lib/alerts/reading";
import { inScope, type StoredRule } from "@/lib/alerts/rule";
import type { Decided } from "./decide";

/** States that this replica decided last, by rule. */
export type KnownStates = ReadonlyMap<string, Pick<AlertState, "phase" | "told" | "dataless" | "quietSince">>;

type Situation = {
  rules: readonly StoredRule[];
  known: KnownStates;
  databases: readonly Decided[];
  readings: ReadonlyMap<string, DatabaseReading>;
  own: ReadonlySet<string>;
  now: number;
};

/**
 * Returns whether a sample changes nothing: each rule that reads samples is quiet and was, or fires and was told. Then no decision
 * is asked of the store; what only time changes, the clock decides.
 */
export function isSettled({ rules, known, databases, readings, own, now }: Situation): boolean {
  return rules.every((rule) => {
    const { reads, subject } = kindOf(rule.condition);
    if (reads !== "sample" || !rule.enabled) return true;
    const about = databases.filter(
      (one) => one.sampled && own.has(one.id) && readings.has(one.id) && inScope(rule.scope, one),
    );
    const of = about.flatMap(({ id }) => readings.get(id) ?? []);
    if (of.length === 0) return true;
    const units = subject === "server" ? [of] : of.map((one) => [one]);
    const statuses = units.map((unit) => judgeCondition(rule.condition, unit, now).status);
    const state = known.get(rule.id);
    if (statuses.includes("firing"))
      return state?.phase === "firing" && state.told && !state.dataless && state.quietSince === null;
    if (statuses.includes("no-data")) return state?.dataless === true;
    return state === undefined || (state.phase === "quiet" && !state.dataless);
  });
}
