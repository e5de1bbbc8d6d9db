"use client";

import {
  keepPreviousData,
  queryOptions,
  skipToken,
  useQueries,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { api } from "@/components/api/client";
import { rowKey } from "@/components/live/registry";
import { useHydrated } from "@/components/ui/use-hydrated";
import { trendsEndpoint, type Trend } from "@/lib/api/trends";
import { headroomOf } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import type { LiveRow } from "@/lib/live/schema";
import type { OverviewRow } from "./row";

const EVERY_MS = 60_000;
const NONE: ReadonlyMap<string, Trend> = new Map();

/** Returns the last hour of the databases in sight, by id. */
export function useTrends(ids: readonly string[]): ReadonlyMap<string, Trend> {
  const asked = [...ids].sort().slice(0, 100).join(",");
  const { data } = useQuery({
    queryKey: ["trends", asked],
    queryFn: ({ signal }) => api.json(trendsEndpoint, { query: { ids: asked }, signal }),
    enabled: asked !== "",
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => (data ? new Map(data.map((trend) => [trend.id, trend])) : NONE), [data]);
}

/** Returns the newest budget of each of these databases: of its stream where it has told, or else of the page. */
export function useLiveBudgets(rows: readonly OverviewRow[]): Budget[] {
  const hydrated = useHydrated();
  const told = useQueries({
    queries: rows.map(({ id }) => queryOptions<LiveRow>({ queryKey: rowKey(id), queryFn: skipToken })),
    combine: (results) => results.map(({ data }) => data),
  });
  return rows.flatMap(({ budget }, at) => (hydrated ? told[at]?.budget : null) ?? budget ?? []);
}

/** The first part of the key of every row that a stream tells of. */
const [LIVE_ROW] = rowKey("");

/** Text of the databases that a stream has told of: "id true,id false". */
const shortText = (client: QueryClient): string =>
  client
    .getQueryCache()
    .findAll({ queryKey: [LIVE_ROW] })
    .flatMap(({ queryKey: [, id] }) => {
      const budget = client.getQueryData<LiveRow>(rowKey(String(id)))?.budget;
      return budget ? [`${String(id)} ${headroomOf(budget) < 0}`] : [];
    })
    .join();

/**
 * Returns which of the databases that a stream has told of are short now; it changes when one becomes short or stops, and not
 * with every sample.
 */
export function useShortNow(): ReadonlyMap<string, boolean> {
  const client = useQueryClient();
  const text = useSyncExternalStore(
    (listener) =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type === "updated" && query.queryKey[0] === LIVE_ROW) listener();
      }),
    () => shortText(client),
    () => "",
  );
  return useMemo(
    () =>
      new Map(
        text
          .split(",")
          .filter(Boolean)
          .map((part): [string, boolean] => {
            const [id = "", short] = part.split(" ");
            return [id, short === "true"];
          }),
      ),
    [text],
  );
}
