import type { StepResult } from "./steps.mjs";

export function summary(of: { results: StepResult[]; stopped?: string | null; waiting?: string[] }): string[];
