"use client";

import type { GuidedStep } from "@/lib/repair/manual-steps/schema";
import { GuidedSteps } from "./guided-steps";
import { useGuidedWatch } from "./guided-watch";

type GuidedSectionProps = {
  databaseId: string;
  steps: readonly GuidedStep[];
  /** Called when everything that a check can see is true: what was planned may be another plan now. */
  onTrue?: () => void;
};

/** The guided steps of one database, with the checks that watch them. */
export function GuidedSection({ databaseId, steps, onTrue }: GuidedSectionProps) {
  const { watch, check, start, stop } = useGuidedWatch(databaseId, steps, onTrue);
  return <GuidedSteps steps={steps} watch={watch} onCheck={check} onWatch={start} onStop={stop} />;
}
