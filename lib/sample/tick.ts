import type { Sample, Tick } from "./schema";

/** The counts in one order, to be compared. */
const inOrder = ({ counts }: Tick): string =>
  JSON.stringify(counts.map(({ role, database, count }) => [role, database, count]).sort());

/**
 * Returns the sample as the tick confirms it, newer in time, slots and limits; null where the counts or the walsenders
 * have moved, so that only a full sample can tell who came and who went.
 */
export function refreshed(sample: Sample, tick: Tick): Sample | null {
  const moved =
    inOrder(sample) !== inOrder(tick) || sample.walSenderPids.join() !== tick.walSenderPids.join();
  return moved ? null : { ...sample, ...tick };
}
