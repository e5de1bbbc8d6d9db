"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { isRefusal } from "@/components/api/refused";
import type { Refusal } from "@/lib/api/refusal";
import { sandboxEndpoint } from "@/lib/api/sandbox";
import { ownServerText } from "@/lib/failure/own-server";
import { fallback } from "@/lib/log/unlogged";
import type { StandInStatus } from "@/lib/sandbox/stand-in";

/** Answer to a press that did not work: why, and which field is wrong. */
export type StandInRefusal = Refusal;

/** One of the server's verbs of the stand-in. */
export type StandInAction = (input: unknown) => Promise<StandInStatus | StandInRefusal>;

const KEY = ["sandbox"];

/**
 * Returns the state of the stand-in, asked anew each second while it is shown, whether the last question failed, and
 * `press`, which runs a verb, shows the state that it leads to, and returns why it did not work or null.
 */
export function useStandIn(initial: StandInStatus) {
  const client = useQueryClient();
  const { data, failureCount } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.json(sandboxEndpoint, { signal }),
    initialData: initial,
    staleTime: 0,
    refetchInterval: 1000,
  });
  const press = async (action: StandInAction, input: unknown): Promise<StandInRefusal | null> => {
    const result = await action(input).catch(fallback(NO_ANSWER, "the page says that no answer came"));
    if (isRefusal(result)) return result;
    // A question that is under way would bring back what was before.
    await client.cancelQueries({ queryKey: KEY });
    client.setQueryData(KEY, result);
    return null;
  };
  return { status: data, lost: failureCount > 0, press };
}

const NO_ANSWER: StandInRefusal = {
  message: ownServerText("unreachable", { status: 0, retryAfterMs: null, requestId: null }),
  fields: {},
};

export type StandIn = ReturnType<typeof useStandIn>;
