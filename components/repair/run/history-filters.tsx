"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Select } from "@/components/ui/input";
import { LISTED_STATES, RUN_KINDS } from "@/lib/repair/run/line";
import { historyPath, KIND_WORDS, LISTED_WORDS, type HistoryView } from "./history-view";

/** Narrows the history to a state and to what the runs were for; the choice is in the address. */
export function HistoryFilters({ databaseId, view }: { databaseId: string; view: HistoryView }) {
  const router = useRouter();
  const [shown, show] = useOptimistic(view);
  const [pending, start] = useTransition();
  const choose = (change: Partial<HistoryView>) =>
    start(() => {
      const next = { ...shown, ...change, before: null, run: null };
      show(next);
      router.replace(historyPath(databaseId, next), { scroll: false });
    });
  return (
    <div role="group" aria-label="Which runs are shown" aria-busy={pending} className="flex flex-wrap gap-3">
      <Select
        aria-label="State"
        value={shown.state ?? ""}
        onChange={({ target }) =>
          choose({ state: LISTED_STATES.find((state) => state === target.value) ?? null })
        }
        className="min-w-48 flex-1 sm:max-w-80"
      >
        <option value="">Any state</option>
        {LISTED_STATES.map((state) => (
          <option key={state} value={state}>
            {LISTED_WORDS[state]}
          </option>
        ))}
      </Select>
      <Select
        aria-label="What for"
        value={shown.kind ?? ""}
        onChange={({ target }) => choose({ kind: RUN_KINDS.find((kind) => kind === target.value) ?? null })}
        className="min-w-40 flex-1 sm:max-w-60"
      >
        <option value="">For anything</option>
        {RUN_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_WORDS[kind]}
          </option>
        ))}
      </Select>
    </div>
  );
}
