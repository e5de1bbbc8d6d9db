"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ManualStep as Step } from "@/lib/repair/manual-steps/schema";
import { ManualStepItem } from "./manual-step";
import { keyOf, progressOf, statusOf, type Watch } from "./manual-step-state";

type ManualStepsProps = {
  steps: readonly Step[];
  watch: Watch;
  /** The check whose step the address leads to; null for none. */
  linked?: string | null;
  onCheck: () => void;
  onWatch: () => void;
  onStop: () => void;
};

/** Steps that SQL cannot do here, each checked until it is true. Nothing where SQL does everything. */
export function ManualSteps({ steps, watch, linked = null, onCheck, onWatch, onStop }: ManualStepsProps) {
  if (steps.length === 0) return null;
  const first = steps.findIndex(
    ({ check, also = [] }) => linked !== null && [check, ...also].includes(linked),
  );
  const seen = steps.some(({ unseen }) => unseen === undefined);
  return (
    <section id="manual" aria-labelledby="guided" className="grid scroll-mt-4 grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h3 id="guided" className="font-semibold">
            Manual steps: SQL cannot do {steps.length === 1 ? "this" : "these"}
          </h3>
          <p className="text-sm text-muted">
            At the provider, or where Electric runs. {progressOf(steps, watch)} {stateOf(watch)}
          </p>
        </div>
        {seen && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" pending={watch.phase === "checking"} pendingText="Checking" onClick={onCheck}>
              {watch.phase !== "checking" && <RefreshCw aria-hidden className="size-4" />}
              Check again
            </Button>
            <Button size="sm" onClick={watch.watching ? onStop : onWatch} aria-pressed={watch.watching}>
              Watch until it is true
            </Button>
          </div>
        )}
      </div>
      {watch.error !== null && (
        <Callout tone="fail" title="The last check did not finish">
          {watch.error}
        </Callout>
      )}
      <ol className="rounded-md border border-line bg-surface">
        {steps.map((step, at) => (
          <ManualStepItem
            key={keyOf(step)}
            step={step}
            status={statusOf(step, watch)}
            linked={at === first}
            sameRestart={steps
              .slice(0, at)
              .some((earlier) => earlier.restart === step.restart && statusOf(earlier, watch) !== "true now")}
          />
        ))}
      </ol>
    </section>
  );
}

/** Returns the state of watching as a sentence; empty while it is off. */
function stateOf({ watching, phase }: Watch): string {
  if (!watching) return "";
  return phase === "paused" ? "Watching goes on when this tab is looked at." : "Checking every 15 seconds.";
}
