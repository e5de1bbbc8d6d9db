import { planRepair } from "@/lib/api-v1/repair";
import { redactPlan } from "@/lib/repair/plan/redact";
import { apiRoute } from "@/server/api/route";
import { askPlan } from "@/server/repair/runs/ask-plan";

export const POST = apiRoute(planRepair, async ({ ctx, params, body }) => {
  const { plan, fingerprint, takenAt, guided } = await askPlan(ctx, params.id, body);
  const { admin: runsAs, choices, ...rest } = redactPlan(plan);
  return { ...rest, fingerprint, takenAt, runsAs, strategy: choices.strategy, manualSteps: guided };
});
