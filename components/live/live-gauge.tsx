"use client";

import type { PageGaugeSize } from "@/components/budget/bar";
import type { Live } from "@/lib/live/schema";
import type { Target } from "@/lib/target/schema";
import { GaugeOf, type Fallback } from "./gauge-of";
import { useLive } from "./use-live";

type LiveGaugeProps = {
  databaseId: string;
  name: string;
  size: PageGaugeSize;
  target: Target;
  initial: Live | null;
  fallback?: Fallback | null;
};

/** The gauge of a watched database, as it changes, with its state; every use on a page shares one stream. */
export function LiveGauge({ databaseId, name, size, initial, fallback = null }: LiveGaugeProps) {
  return <GaugeOf looked={useLive(databaseId, initial)} name={name} size={size} fallback={fallback} />;
}
