import { tablesOwnership } from "@/lib/checks/tables/ownership";
import type { Finding } from "@/lib/checks/finding";
import { noOtherGains, reachSentences } from "@/lib/reach/text";
import { situationOf } from "@/lib/repair/remedies/situation";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { STRATEGIES, type Strategy, type Target } from "@/lib/target/schema";
import type { StrategyOption } from "./answer";
import { planIn } from "./compose";
import type { Plan } from "./schema";
import type { Choices } from "@/lib/repair/request";
import { strategyWords } from "./strategy-words";

/** The statement that takes back what the strategy itself does, or else the first that takes back anything. */
function undoLine({ steps }: Plan): string {
  const undoOf = (some: Plan["steps"]): string[] =>
    some.flatMap(({ undo }) => undo.flatMap((sql) => sql ?? []));
  // Temporary grants are revoked by the plan itself.
  const kept = steps.filter(({ phase }) => phase === "change" || phase === "after");
  const own = kept.filter(({ remedy }) =>
    /^(ownership\.transfer|membership\.grant|publication\.tables)$/.test(remedy),
  );
  const statements = undoOf(own.length > 0 ? own : kept);
  // What changes hands says more than what was opened on the way.
  const beginsWith = (words: string) => statements.find((sql) => sql.startsWith(words));
  const shown = beginsWith("ALTER TABLE") ?? beginsWith("REVOKE") ?? statements[0];
  if (shown === undefined) return "Nothing to undo.";
  return statements.length === 1
    ? shown
    : `${shown} and ${(statements.length - 1).toLocaleString("en")} more`;
}

/**
 * Whether a plan can run, leaves no table with its owner, and opens nothing to a role other than Electric's. The role that
 * runs it does not count: from PostgreSQL 16 on it administers every role that it makes, by each strategy alike.
 */
const isSound = ({ missing, leaves, reach, admin }: Plan): boolean =>
  missing.length === 0 &&
  !leaves.some(({ check }) => check === tablesOwnership.id) &&
  noOtherGains(reach.filter(({ role }) => role !== admin)) !== null;

/** Returns the three ways for Electric to get at the tables, computed from this database, to be compared. */
export function strategiesOf(
  snapshot: ReachedSnapshot,
  rights: Rights,
  target: Target,
  choices: Choices,
  judge: (target: Target) => readonly Finding[],
): StrategyOption[] {
  let recommends = true;
  return STRATEGIES.map((strategy) => {
    const wanted = { kind: "ready" } as const;
    const chosen = { ...choices, strategy };
    const findings = judge({ ...target, strategy });
    const situation = situationOf(snapshot, rights, target, wanted, chosen, findings);
    const plan = planIn(situation);
    const sound = isSound(plan);
    const recommended = recommends && sound;
    if (recommended) recommends = false;
    return {
      strategy,
      possible: plan.missing.length === 0,
      whyNot: plan.missing.map(({ what, who }) => `${what} ${who}`),
      whyNotCount: plan.missing.length,
      ...strategyWords[strategy](situation),
      undo: undoLine(plan),
      reach: reachSentences(plan.reach),
      recommended,
      sound,
      statements: plan.steps.reduce((sum, { statements }) => sum + statements.length, 0),
      exclusiveLocks: plan.locks.filter(({ mode }) => mode === "ACCESS EXCLUSIVE").length,
    };
  });
}

/**
 * Returns the strategy that a plan begins with where none is chosen: the target's own while it is sound, else the recommended
 * one, else the target's own.
 */
export function preferredStrategy(options: readonly StrategyOption[], own: Strategy): Strategy {
  if (options.some(({ strategy, sound }) => strategy === own && sound)) return own;
  return options.find(({ recommended }) => recommended)?.strategy ?? own;
}
