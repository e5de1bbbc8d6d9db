import type { Sample, Tick } from "./schema";

/** The counts that a tick and a full sample share. */
export type Counted = {
  counts: readonly { role: string | null; database: string | null; count: number }[];
  walSenderPids: readonly number[];
};

/** The counts in one order, to be compared. */
const inOrder = ({ counts }: Counted): string =>
  JSON.stringify(counts.map(({ role, database, count }) => [role, database, count]).sort());

/** Returns whether sessions or walsenders came or went between two counts of one server. */
export const hasMoved = (before: Counted, now: Counted): boolean =>
  inOrder(before) !== inOrder(now) || before.walSenderPids.join() !== now.walSenderPids.join();

/**
 * Returns the sample as the tick confirms it, newer in time, slots and limits; null where the counts or the walsenders
 * have moved, so that only a full sample can tell who came and who went.
 */
export function refreshed(sample: Sample, tick: Tick): Sample | null {
  return hasMoved(sample, tick) ? null : { ...sample, ...tick };
}
