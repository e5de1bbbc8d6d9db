"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { planEndpoint } from "@/lib/api/plan";
import type { PlanAsked } from "@/lib/repair/run/input";
import { repairQuery, type RepairRequest } from "../repair-url";
import type { Secrets } from "./use-secrets";

/** Returns what is sent for an address and the secrets of this page: the same for a plan and for its run. */
export const planAskedOf = (
  { wanted, strategy, chosen }: RepairRequest,
  { as, made }: Secrets,
): PlanAsked => ({
  for: wanted,
  choices: { ...chosen, ...(strategy === null ? {} : { strategy }), verifier: made?.verifier ?? null },
  as,
});

/** Returns the key of all plans of a database in the page's cache. */
export const plansKey = (databaseId: string) => ["plan", databaseId] as const;

/**
 * Asks for the plan of what the address says. While another is computed the one before it stays, marked as such; what is
 * kept in the cache is named without a secret.
 */
export const usePlan = (databaseId: string, asked: RepairRequest, secrets: Secrets, wanted: boolean) =>
  useQuery({
    queryKey: [...plansKey(databaseId), repairQuery({ ...asked, run: null }), secrets.turn],
    // Not broken off when something else is chosen: the visit would go on anyway, and its answer can be used again.
    queryFn: () => api.json(planEndpoint, { params: { id: databaseId }, body: planAskedOf(asked, secrets) }),
    enabled: wanted,
    placeholderData: keepPreviousData,
    // Each ask visits the database: only the reader, or a run that is over, asks again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
