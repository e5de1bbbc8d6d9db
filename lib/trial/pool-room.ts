import type { Budget } from "@/lib/budget/schema";
import { count } from "@/lib/text/words";

type Seen = Pick<Budget, "usable" | "poolSize" | "electricOpen" | "othersTotal" | "own">;

/**
 * Returns whether a second pool of Electric's size finds its connections beside what is open now, with a sentence of it. What
 * a running Electric still claims is not taken off: it is not open.
 */
export function poolRoom({ usable, poolSize, electricOpen, othersTotal, own }: Seen): {
  fits: boolean;
  says: string;
} {
  const free = Math.max(0, usable - electricOpen - othersTotal - own);
  const fits = free >= poolSize;
  const now = `${free} of ${usable} usable connections are free`;
  return {
    fits,
    says: fits
      ? `${now}; the test takes ${poolSize} for a moment.`
      : free === 0
        ? `No usable connection is free; the test of ${count(poolSize, "connection")} fails.`
        : `${now}; the test takes all of them for a moment, and fails for want of ${poolSize - free} more.`,
  };
}
