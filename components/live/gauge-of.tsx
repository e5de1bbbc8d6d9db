import type { GaugeSize } from "@/components/budget/bar";
import { Gauge } from "@/components/budget/gauge";
import { gaugeModel, type GaugeModel } from "@/components/budget/model";
import type { Looked } from "./use-live";

type GaugeOfProps = {
  looked: Looked;
  name: string;
  size: GaugeSize;
  fallback: { model: GaugeModel; at: string } | null;
};

/** The gauge of what is known of a database, whatever its state. */
export function GaugeOf({ looked: { live }, name, size, fallback }: GaugeOfProps) {
  if (live?.budget && live.sampledAt !== null)
    return <Gauge model={gaugeModel(live.budget)} size={size} name={name} at={live.sampledAt} />;
  return fallback && <Gauge model={fallback.model} size={size} name={name} at={fallback.at} />;
}
