"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { alertCountEndpoint } from "@/lib/api/alerts";

/** The pace at which a page in view asks, ms. */
const PACE_MS = 4_000;

/** Returns how many alerts fire, within seconds; undefined before the first answer. A page out of view does not ask. */
export function useAlertCount(): { firing: number; version: string } | undefined {
  return useQuery({
    queryKey: ["alert count"],
    queryFn: ({ signal }) => api.json(alertCountEndpoint, { signal }),
    refetchInterval: PACE_MS,
    refetchOnWindowFocus: true,
    staleTime: PACE_MS,
  }).data;
}
