"use client";

import { useQueryClient, useQuery, type QueryClient } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { findingEndpoint } from "@/lib/api/finding";
import type { Finding } from "@/lib/checks/finding";

type Asked = { databaseId: string; checkId: string };

const fetchFinding = ({ databaseId, checkId }: Asked, signal?: AbortSignal): Promise<Finding> =>
  api.json(findingEndpoint, { params: { id: databaseId, checkId }, signal });

const keyOf = ({ databaseId, checkId }: Asked, takenAt: string) => ["finding", databaseId, checkId, takenAt];

/** Asks for all of a finding, objects and SQL uncut, once `wanted`. */
export const useFullFinding = (asked: Asked, takenAt: string, wanted: boolean) =>
  useQuery({
    queryKey: keyOf(asked, takenAt),
    queryFn: ({ signal }) => fetchFinding(asked, signal),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });

const fetchFull = (client: QueryClient, asked: Asked, takenAt: string): Promise<Finding> =>
  client.fetchQuery({ queryKey: keyOf(asked, takenAt), queryFn: () => fetchFinding(asked) });

/** Returns a function that gets all of a finding, for a copy of what the page does not hold. */
export function useFetchFull(asked: Asked, takenAt: string): () => Promise<Finding> {
  const client = useQueryClient();
  return () => fetchFull(client, asked, takenAt);
}
