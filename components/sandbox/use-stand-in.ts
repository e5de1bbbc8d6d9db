"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { standInStatusSchema, type StandInStatus } from "@/lib/sandbox/stand-in";
import { fallback } from "@/lib/log/unlogged";

/** What a press was answered with that did not work: why, and what is wrong with which field. */
export type StandInRefusal = { message: string; fields: Record<string, string> };

/** One of the server's verbs of the stand-in. */
export type StandInAction = (input: unknown) => Promise<StandInStatus | StandInRefusal>;

const KEY = ["sandbox"];

async function fetchStandInStatus({ signal }: { signal: AbortSignal }): Promise<StandInStatus> {
  const response = await fetch("/api/sandbox", { signal });
  if (!response.ok) throw new Error(`Headroom's own server answered ${response.status}.`);
  return standInStatusSchema.parse(await response.json());
}

/**
 * Returns the state of the stand-in, asked anew each second while it is shown, whether the last question failed, and
 * `press`, which runs a verb, shows the state that it leads to, and returns why it did not work or null.
 */
export function useStandIn(initial: StandInStatus) {
  const client = useQueryClient();
  const { data, isError } = useQuery({
    queryKey: KEY,
    queryFn: fetchStandInStatus,
    initialData: initial,
    staleTime: 0,
    refetchInterval: 1000,
    retry: false,
  });
  const press = async (action: StandInAction, input: unknown): Promise<StandInRefusal | null> => {
    const result = await action(input).catch(fallback(NO_ANSWER, "the page says that no answer came"));
    if ("message" in result) return result;
    // A question that is under way would bring back what was before.
    await client.cancelQueries({ queryKey: KEY });
    client.setQueryData(KEY, result);
    return null;
  };
  return { status: data, lost: isError, press };
}

const NO_ANSWER: StandInRefusal = {
  message: "Headroom's own server did not answer. Check that it is running, then try again.",
  fields: {},
};

export type StandIn = ReturnType<typeof useStandIn>;
