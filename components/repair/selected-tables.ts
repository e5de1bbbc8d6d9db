"use client";

import { useMemo } from "react";
import { z } from "zod";
import { useHydrated } from "@/components/ui/use-hydrated";
import { fallback } from "@/lib/log/unlogged";
import { parseJson } from "@/lib/text/json";
import { tableNameSchema, type TableName } from "@/lib/target/schema";

const selectionSchema = z.array(tableNameSchema).min(1);

/** Selections of this tab, also those that its storage has no room for. */
const kept = new Map<string, TableName[]>();

const keyOf = (id: string): string => `headroom-tables-${id}`;

/**
 * Keeps tables that were selected for one plan in this tab and returns the id that an address names them by: thousands of
 * names are too long for an address.
 */
export function keepSelection(tables: readonly TableName[]): string {
  const id = crypto.randomUUID();
  const names = tables.map(({ schema, name }) => ({ schema, name }));
  kept.set(id, names);
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(names));
  } catch (error) {
    fallback(undefined, "the selection is in this page's memory as well")(error);
  }
  return id;
}

/** Returns tables that were selected in this tab; null where another tab, or an earlier day, selected them. */
export function readSelection(id: string): TableName[] | null {
  const known = kept.get(id);
  if (known !== undefined) return known;
  const read = selectionSchema.safeParse(parseJson(sessionStorage.getItem(keyOf(id)) ?? ""));
  return read.success ? read.data : null;
}

/** Returns the tables of a selection; undefined on the server, where no tab is. */
export function useSelectedTables(id: string | null): TableName[] | null | undefined {
  const hydrated = useHydrated();
  return useMemo(() => (!hydrated ? undefined : id === null ? null : readSelection(id)), [hydrated, id]);
}
