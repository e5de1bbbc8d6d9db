import { claimOf, type HeadroomParts } from "@/lib/budget/headroom";
import { serverPartsOf } from "@/lib/budget/server";
import type { WallTrend } from "./schema";

/** Width of a step of the trend, ms, and how many there are: the last day. */
export const STEP_MS = 10 * 60_000;
export const STEPS = 144;

/** The average of one database over one step; `step` counts from the beginning of the day that ends now. */
export type TrendPart = { step: number; parts: HeadroomParts };

const round = (value: number): number => Math.round(value * 10) / 10;

/** Returns the trend of a server from the averages of its databases; null where nothing is kept of the day. */
export function wallTrend(averages: readonly TrendPart[]): WallTrend | null {
  const steps = new Map<number, HeadroomParts[]>();
  for (const { step, parts } of averages) steps.set(step, [...(steps.get(step) ?? []), parts]);
  let usable: number | null = null;
  const claimed = Array.from({ length: STEPS }, (_none, step) => {
    const server = serverPartsOf(steps.get(step) ?? []);
    if (server === null) return null;
    usable = server.usable;
    return round(claimOf(server) + server.othersTotal);
  });
  return usable === null ? null : { usable: round(usable), claimed };
}
