"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { planEndpoint } from "@/lib/api/plan";
import { planPartEndpoint } from "@/lib/api/plan-part";
import type { PlanPage } from "@/lib/repair/plan/answer";
import type { PlanAsked, PlanPageAsked } from "@/lib/repair/run/input";
import type { Strategy } from "@/lib/target/schema";
import { repairQuery, type RepairRequest } from "../repair-url";
import type { PartSource } from "./part-source";
import type { Secrets } from "./use-secrets";

/** Run that found another database than its plan was made for, with the plan that was read when it began. */
export type Before = NonNullable<PlanPageAsked["before"]>;

/** Returns what is sent for an address and the secrets of this page: the same for a plan, its parts and its run. */
export const planAskedOf = (
  { wanted, strategy, chosen }: RepairRequest,
  { as, made }: Secrets,
  /** Strategy of the plan that was read; null leaves it to the server. */
  planned: Strategy | null = strategy,
): PlanAsked => ({
  for: wanted,
  choices: {
    ...chosen,
    ...(planned === null ? {} : { strategy: planned }),
    verifier: made?.verifier ?? null,
  },
  as,
});

/** Returns the key of all plans of a database in the page's cache. */
export const plansKey = (databaseId: string) => ["plan", databaseId] as const;

/**
 * Asks for the plan of what the address says. While another is computed the one before it stays, marked as such; what is
 * kept in the cache is named without a secret.
 */
export const usePlan = (databaseId: string, asked: RepairRequest, secrets: Secrets, before: Before | null) =>
  useQuery({
    queryKey: [
      ...plansKey(databaseId),
      repairQuery({ ...asked, run: null, dry: null, step: null }),
      secrets.turn,
      before?.run ?? null,
    ],
    // Not broken off when something else is chosen: the visit would go on anyway, and its answer can be used again.
    queryFn: () =>
      api.json(planEndpoint, {
        params: { id: databaseId },
        body: { ...planAskedOf(asked, secrets), before },
      }),
    placeholderData: keepPreviousData,
    // Each ask visits the database: only the reader, or a run that is over, asks again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

/** Returns the reader of the parts of a plan that was answered. */
export const planParts = (
  databaseId: string,
  { plan, fingerprint }: PlanPage,
  asked: RepairRequest,
  secrets: Secrets,
): PartSource => ({
  key: fingerprint,
  read: (part, signal) =>
    api.json(planPartEndpoint, {
      params: { id: databaseId },
      body: { ...planAskedOf(asked, secrets, plan.choices.strategy), fingerprint, part },
      signal,
    }),
});
