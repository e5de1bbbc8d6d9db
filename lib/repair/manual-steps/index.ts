import { budgetOf } from "@/lib/budget/budget";
import type { Finding } from "@/lib/checks/finding";
import type { Known } from "@/lib/checks/known";
import { ownSlot } from "@/lib/checks/server/own-slot";
import { providers } from "@/lib/postgres/provider";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { withEither } from "./either";
import { failoverSettings } from "./kinds/failover-settings";
import type { Context, Kind } from "./kinds/kind";
import { manualPublishing } from "./kinds/manual-publishing";
import { maxConnections } from "./kinds/max-connections";
import { replicationSlots, walSenders } from "./kinds/places";
import { password } from "./kinds/password";
import { poolSize } from "./kinds/pool-size";
import { preservedSlot } from "./kinds/preserved-slot";
import { replicationRight } from "./kinds/replication-right";
import { version } from "./kinds/version";
import { walKeep } from "./kinds/wal-keep";
import { walLevel } from "./kinds/wal-level";
import { merged, parameterSteps } from "./parameter";
import { restartStep, waitsFor } from "./restart";
import type { ManualStep } from "./schema";

/** Every kind of step, in the order people read them. */
const kinds: readonly Kind[] = [
  walLevel,
  maxConnections,
  replicationSlots,
  walSenders,
  walKeep,
  failoverSettings,
  preservedSlot,
  version,
  replicationRight,
  password,
  poolSize,
  manualPublishing,
];

/** A restart that ends with a switchover costs a slot that is none of failover (PlanetScale docs, switchovers). */
function caution({ snapshot: { slots }, target, provider }: Context): string {
  if (providers[provider].failover !== "demanded" || isUnseen(slots)) return "";
  const slot = ownSlot(slots, target);
  return slot === undefined || slot.failover === true
    ? ""
    : `${slot.name} is not a failover slot now: make it one first, or the switchover costs it.`;
}

/**
 * Returns what SQL of an ordinary admin cannot fix of the findings that fail or warn, as steps for the provider at hand:
 * first what takes a restart, the parameters of it in one change. `known` has the others' peak that the findings were judged by.
 */
export function manualSteps(
  snapshot: ReachedSnapshot,
  target: Target,
  findings: readonly Finding[],
  known: Known = {},
): ManualStep[] {
  const open = findings.filter(({ status }) => status === "fail" || status === "warn");
  const context: Context = {
    snapshot,
    target,
    provider: snapshot.connection.provider,
    open: new Map(open.map((finding) => [finding.id, finding])),
    budget: budgetOf(snapshot, target, { othersPeak: known.othersPeak?.count }),
  };
  const told = kinds.map((kind) => kind(context));
  const { provider } = context;
  const { server } = snapshot;
  const wishes = merged(told.flatMap(({ wishes: some = [] }) => some));
  const waiting = wishes.filter((wish) => waitsFor(server, wish));
  const steps = [
    ...restartStep(waiting, server, provider, caution(context)),
    ...parameterSteps(
      wishes.filter((wish) => !waitsFor(server, wish)),
      provider,
      caution(context),
    ),
    ...told.flatMap(({ steps: some = [] }) => some),
  ];
  return withEither(steps).toSorted((a, b) => Number(b.restart !== null) - Number(a.restart !== null));
}
