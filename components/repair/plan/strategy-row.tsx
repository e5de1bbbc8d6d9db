"use client";

import { Badge } from "@/components/ui/badge";
import type { StrategyOption } from "@/lib/repair/plan/answer";
import type { Strategy } from "@/lib/target/schema";
import { Folded } from "./folded";
import { Strategies } from "./strategies";

type StrategyRowProps = {
  options: readonly StrategyOption[];
  /** Strategy of the plan that is shown. */
  value: Strategy;
  /** The address names it. */
  chosen: boolean;
  onChange: (strategy: Strategy) => void;
  partly: boolean;
};

/** Table access as it is planned, with the reason; the comparison of all three is one press away. */
export function StrategyRow({ options, value, chosen, onChange, partly }: StrategyRowProps) {
  const current = options.find(({ strategy }) => strategy === value);
  if (current === undefined) return null;
  return (
    <Folded
      id="strategy"
      line="px-4 py-3"
      summary={
        <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="text-sm text-muted">Table access</span>
          <span className="font-semibold capitalize">{value}</span>
          <Badge>{current.recommended ? "recommended" : chosen ? "chosen" : "set for this database"}</Badge>
          <span className="min-w-0 basis-64 text-sm text-muted sm:flex-1">{reasonOf(current)}</span>
          <span className="text-sm text-accent">Compare {options.length} strategies</span>
        </span>
      }
    >
      <div className="border-t border-line px-4 py-4">
        <Strategies options={options} value={value} onChange={onChange} partly={partly} />
      </div>
    </Folded>
  );
}

/** Returns why a strategy is planned, in two sentences; of one that cannot run, why not. */
function reasonOf({ possible, whyNot, handsOver, futureTables }: StrategyOption): string {
  return possible ? `${handsOver} Future tables: ${lowered(futureTables)}` : (whyNot[0] ?? "");
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
