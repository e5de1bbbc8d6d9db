"use client";

import type { ManualStep } from "@/lib/repair/manual-steps/schema";
import { GuidedSteps } from "./manual-steps";
import { useGuidedWatch } from "./manual-step-watch";

type GuidedSectionProps = {
  databaseId: string;
  steps: readonly ManualStep[];
  /** Called when everything that a check can see is true: what was planned may be another plan now. */
  onTrue?: () => void;
};

/** The guided steps of one database, with the checks that watch them. */
export function GuidedSection({ databaseId, steps, onTrue }: GuidedSectionProps) {
  const { watch, check, start, stop } = useGuidedWatch(databaseId, steps, onTrue);
  return <GuidedSteps steps={steps} watch={watch} onCheck={check} onWatch={start} onStop={stop} />;
}
