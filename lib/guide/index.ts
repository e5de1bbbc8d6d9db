import { budgetOf } from "@/lib/budget/budget";
import type { Finding } from "@/lib/checks/finding";
import type { Known } from "@/lib/checks/known";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { failoverSettings } from "./kinds/failover-settings";
import type { Context, Kind } from "./kinds/kind";
import { maxConnections } from "./kinds/max-connections";
import { replicationSlots, walSenders } from "./kinds/places";
import { walKeep } from "./kinds/wal-keep";
import { walLevel } from "./kinds/wal-level";
import { merged, parameterSteps } from "./parameter";
import type { GuidedStep } from "./schema";

/** Every kind of step, in the order people read them. */
const kinds: readonly Kind[] = [
  walLevel,
  maxConnections,
  replicationSlots,
  walSenders,
  walKeep,
  failoverSettings,
];

/**
 * Returns what SQL of an ordinary admin cannot mend of the findings that fail or warn, as steps for the provider at hand:
 * first the parameters that take a restart, in one change. `known` has the others' peak that the findings were judged by.
 */
export function guidedSteps(
  snapshot: ReachedSnapshot,
  target: Target,
  findings: readonly Finding[],
  known: Known = {},
): GuidedStep[] {
  const open = findings.filter(({ status }) => status === "fail" || status === "warn");
  const context: Context = {
    snapshot,
    target,
    provider: snapshot.connection.provider,
    open: new Map(open.map((finding) => [finding.id, finding])),
    budget: budgetOf(snapshot, target, { othersPeak: known.othersPeak?.count }),
  };
  const told = kinds.map((kind) => kind(context));
  return [
    ...parameterSteps(merged(told.flatMap(({ wishes = [] }) => wishes)), context.provider),
    ...told.flatMap(({ steps = [] }) => steps),
  ];
}
