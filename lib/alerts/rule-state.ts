import { durationMs } from "./duration";
import type { AlertState } from "./machine";
import type { RuleState } from "./page";
import type { StoredRule } from "./rule";

/** State of a rule on one server, with why nothing is known where that is so. */
export type ServerState = { state: AlertState; noData: string | null };

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Returns the state of a rule from those on its servers: the most urgent counts, and no data comes before quiet. `mutedUntil` is the end
 * of a mute of all that it concerns; `last` when its last alert began; `concerns`: some database is in its scope.
 */
export function ruleStateOf(
  rule: StoredRule,
  states: readonly ServerState[],
  around: { mutedUntil: string | null; last: string | null; concerns: boolean },
): RuleState {
  if (!rule.enabled) return { kind: "off" };
  const of = (phase: AlertState["phase"]) => states.filter(({ state }) => state.phase === phase);
  const firing = of("firing");
  if (around.mutedUntil !== null) return { kind: "muted", until: around.mutedUntil };
  if (firing.length > 0) {
    const since = Math.min(...firing.map(({ state }) => state.since));
    return { kind: "firing", servers: firing.length, since: iso(since) };
  }
  const [pending] = of("pending").toSorted((one, other) => one.state.since - other.state.since);
  if (pending !== undefined)
    return { kind: "pending", forMs: durationMs(rule.for) ?? 0, since: iso(pending.state.since) };
  if (!around.concerns) return { kind: "nowhere" };
  const blind = states.find(({ noData }) => noData !== null);
  if (blind !== undefined) return { kind: "no data", says: blind.noData ?? "" };
  return { kind: "quiet", last: around.last };
}
