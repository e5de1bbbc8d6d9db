import { claimOf } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import { gaugeModel, type GaugeModel, type GaugeSegment } from "./model";

/**
 * Returns what the gauge draws of one Electric on a server that it shares: its own claim on the server's scale, without the others
 * and without a figure, which are the server's.
 */
export function claimModel(budget: Budget): GaugeModel {
  const { electricOpen, electricClaimed } = budget;
  const claim = claimOf(budget);
  const whole = gaugeModel(budget);
  const of = (kind: GaugeSegment["kind"], label: string, count: number): GaugeSegment => ({
    kind,
    label,
    count,
    drawn: count,
    detail: "",
  });
  return {
    ...whole,
    segments: [
      of("electric-open", "Electric, open", electricOpen),
      of("electric-claimed", "Electric, claimed", electricClaimed),
      of("free", "The rest of the server", Math.max(0, budget.usable - claim)),
    ],
    ticks: whole.ticks.filter(({ kind }) => kind === "usable" || kind === "max"),
    claimed: claim,
    sentence: `${claim} claimed of ${budget.usable} usable, ${electricOpen} open`,
  };
}
