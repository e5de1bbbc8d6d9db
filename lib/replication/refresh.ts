import type { Sample, SampledSlot } from "@/lib/sample/schema";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import type { SlotFacts } from "./facts";

/** A slot that a check run did not see: what only a check run reads is not known. */
const unread = (slot: SampledSlot): Slot => ({
  ...slot,
  plugin: null,
  activeRole: null,
  temporary: false,
  failover: null,
  synced: null,
  invalidationReason: null,
  inactiveSince: null,
});

/** Returns a slot with the live numbers: what a check run told of its reader holds only while that process reads. */
function refreshed(slot: Slot, now: SampledSlot): Slot {
  const isSameReader = slot.active === now.active && slot.activePid === now.activePid;
  return {
    ...slot,
    ...now,
    activeRole: isSameReader ? slot.activeRole : null,
    inactiveSince: isSameReader ? slot.inactiveSince : null,
  };
}

/**
 * Returns what is told of slots with the numbers of a later sample: which slots there are, their readers, lag and WAL. A
 * sample that is older than the check run, or that may not see slots, changes nothing. `sampledAt` is ISO, by Headroom's clock.
 */
export function refreshSlots(facts: SlotFacts, sample: Sample | null, sampledAt: string | null): SlotFacts {
  if (sample === null || sampledAt === null || isUnseen(sample.slots) || isUnseen(facts.slots)) return facts;
  if (Date.parse(sampledAt) < Date.parse(facts.takenAt)) return facts;
  const known = new Map(facts.slots.map((slot) => [slot.name, slot]));
  const slots = sample.slots
    .map((now) => {
      const slot = known.get(now.name);
      return slot === undefined ? unread(now) : refreshed(slot, now);
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const { walSenderList: list } = facts;
  const pids = new Set(sample.walSenderPids);
  return {
    ...facts,
    takenAt: sampledAt,
    slots,
    electricLock: sample.electricLock,
    ...(list === undefined || isUnseen(list)
      ? {}
      : { walSenderList: list.filter(({ pid }) => pids.has(pid)) }),
  };
}
