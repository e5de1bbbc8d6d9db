import { isUnseen } from "@/lib/snapshot/seen";
import type { Sample, SessionGroup, Tick } from "./schema";

const key = (role: string, database: string): string => JSON.stringify([role, database]);

/** Returns how many sessions each role has in each database, as a tick would count them. */
function countsOf(groups: readonly SessionGroup[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { role, database, count } of groups)
    counts.set(key(role, database), (counts.get(key(role, database)) ?? 0) + count);
  return counts;
}

/**
 * Returns the sample as the tick confirms it, newer in time, slots and limits; null where the counts or the walsenders
 * have moved, so that only a full sample can tell who came and who went.
 */
export function refreshed(sample: Sample, tick: Tick): Sample | null {
  const before = countsOf(isUnseen(sample.activity) ? [] : sample.activity.groups);
  const moved =
    before.size !== tick.counts.length ||
    tick.counts.some(({ role, database, count }) => before.get(key(role, database)) !== count) ||
    sample.walSenderPids.join() !== tick.walSenderPids.join();
  if (moved) return null;
  const { counts: _counts, ...common } = tick;
  return { ...sample, ...common };
}
