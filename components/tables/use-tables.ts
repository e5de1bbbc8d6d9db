"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "@/components/api/client";
import { tablesEndpoint } from "@/lib/api/tables";
import { fromColumns } from "@/lib/tables/columns";
import type { TableRow } from "@/lib/tables/row";

async function fetchTables(id: string, signal: AbortSignal): Promise<TableRow[]> {
  return fromColumns(await api.json(tablesEndpoint, { params: { id }, signal }));
}

/**
 * Returns every table of a database: at first the ones that came with the page, soon all. `enabled` is false when
 * the page already holds them all.
 */
export function useTables(
  databaseId: string,
  takenAt: string,
  first: { rows: readonly TableRow[]; total: number },
) {
  const whole = first.rows.length === first.total;
  const asked = useQuery({
    queryKey: ["tables", databaseId, takenAt],
    queryFn: ({ signal }) => fetchTables(databaseId, signal),
    enabled: !whole,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(
    () => ({
      rows: asked.data ?? first.rows,
      complete: whole || asked.data !== undefined,
      failed: asked.isError,
      retry: () => void asked.refetch(),
    }),
    [asked, first.rows, whole],
  );
}
