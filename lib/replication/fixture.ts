import type { Slot, WalSender } from "@/lib/snapshot/replication";
import { aSlot, aWalSender, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import type { Neighbour } from "./claims";
import { slotFactsOf, type SlotFacts } from "./facts";

export const HOUR = 3_600_000;

/** A slot that is the target's unless `change` says otherwise. */
export const slotWith = (change: Partial<Slot>): Slot => ({ ...aSlot, ...change });

/** A walsender that is Electric's unless `change` says otherwise. */
export const senderWith = (change: Partial<WalSender>): WalSender => ({ ...aWalSender, ...change });

/** A physical slot that a standby reads, with its walsender. */
export const aStandbySlot: Slot = slotWith({
  name: "replica_1",
  type: "physical",
  plugin: null,
  database: null,
  activePid: 52,
  activeRole: "replicator",
  failover: false,
  lagBytes: null,
  confirmedFlushLsn: null,
  xminAge: 40,
  catalogXminAge: null,
});
export const aStandby: WalSender = senderWith({
  pid: 52,
  role: "replicator",
  database: null,
  applicationName: "walreceiver",
});

/** Returns what a check run tells of slots, with other slots than the fixture's. */
export const factsWith = (
  slots: ReachedSnapshot["slots"],
  change: (snapshot: ReachedSnapshot) => void = () => {},
  before: SlotFacts["before"] = { walRate: null },
): SlotFacts =>
  slotFactsOf(
    snapshotWith((snapshot) => {
      snapshot.slots = slots;
      change(snapshot);
    }),
    before,
  );

/** Returns another database of this Headroom on the same server. */
export const aNeighbour = (name: string, target: Partial<Target> = {}): Neighbour => ({
  id: `00000000-0000-4000-8000-${name
    .padEnd(12, "0")
    .slice(0, 12)
    .replaceAll(/[^0-9a-f]/g, "0")}`,
  name,
  database: name,
  target: { ...defaultTarget, streamId: name, ...target },
});

export const unseen = { unseen: true, grant: "GRANT pg_monitor TO headroom;" } as const;
