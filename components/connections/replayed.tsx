import { Gauge } from "@/components/budget/gauge";
import { gaugeModel } from "@/components/budget/model";
import { Callout } from "@/components/ui/callout";
import type { Live } from "@/lib/live/schema";

/** The gauge as it was at a sample of the last minutes; its age goes on. */
export function Replayed({ shown, name }: { shown: Live; name: string }) {
  if (shown.budget === null || shown.sampledAt === null) return null;
  return (
    <div className="grid grid-cols-1 gap-3">
      <Callout>This is a sample of the last minutes, not what is so now.</Callout>
      <Gauge model={gaugeModel(shown.budget)} size="full" name={name} at={shown.sampledAt} />
    </div>
  );
}
