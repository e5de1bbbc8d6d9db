"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, use, type ReactNode } from "react";
import type { PartAnswer, PartAsked } from "@/lib/repair/plan/parts";

/** Reader of the parts of one plan that the page does not hold. */
export type PartSource = {
  /** Names the plan in the page's cache, without a secret. */
  key: string;
  read: (part: PartAsked, signal?: AbortSignal) => Promise<PartAnswer>;
};

const Source = createContext<PartSource | null>(null);

/** Gives the parts of a plan to what is drawn of it. */
export function PartSourceProvider({ source, children }: { source: PartSource; children: ReactNode }) {
  return <Source value={source}>{children}</Source>;
}

/** Returns the reader of the plan that is drawn. @throws where no plan is drawn: a mistake of ours */
export function usePartSource(): PartSource {
  const source = use(Source);
  if (source === null) throw new Error("A part of a plan is read where no plan is drawn.");
  return source;
}

/** Returns a reader of all lines of a list, for a copy; nothing is read before it is called. */
export function useAllLines(part: PartAsked): () => Promise<string[]> {
  const source = use(Source);
  return async () => {
    if (source === null) throw new Error("A part of a plan is read where no plan is drawn.");
    return (await source.read({ ...part, most: "all" })).lines;
  };
}

/** Returns the options of a query for one page of a part. */
export const partQuery = (source: PartSource, part: PartAsked) => ({
  queryKey: ["plan part", source.key, part] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => source.read(part, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Reads one page of a part as soon as it is drawn. */
export const usePart = (part: PartAsked) => useQuery(partQuery(usePartSource(), part));
