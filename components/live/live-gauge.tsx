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
  /** The page says elsewhere why there is no session. */
  brief?: boolean;
};

/** The gauge of a watched database, as it changes, with its state; every use on a page shares one stream. */
export function LiveGauge({ databaseId, initial, fallback = null, name, size, brief }: LiveGaugeProps) {
  return <GaugeOf looked={useLive(databaseId, initial)} {...{ name, size, fallback, brief }} />;
}
