"use client";

import type { ManualStep } from "@/lib/repair/manual-steps/schema";
import { ManualSteps } from "./manual-steps";
import { useManualStepWatch } from "./manual-step-watch";

type ManualStepsSectionProps = {
  databaseId: string;
  steps: readonly ManualStep[];
  /** The check whose step the address leads to; null for none. */
  linked: string | null;
  /** Called when everything that a check can see is true: what was planned may be another plan now. */
  onTrue?: () => void;
};

/** The manual steps of one database, with the checks that watch them. */
export function ManualStepsSection({ databaseId, steps, linked, onTrue }: ManualStepsSectionProps) {
  const { watch, check, start, stop } = useManualStepWatch(databaseId, steps, onTrue);
  return (
    <ManualSteps steps={steps} linked={linked} watch={watch} onCheck={check} onWatch={start} onStop={stop} />
  );
}
