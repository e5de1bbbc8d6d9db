"use client";

import { useEffect, useRef, useState } from "react";
import { postForEvents } from "@/components/database-form/event-stream";
import { useAnnounce } from "@/components/ui/announcer";
import type { Finding } from "@/lib/checks/finding";
import { trialEventSchema, type TrialEvent, type TrialInput } from "@/lib/trial/event";
import type { TrialOutcome } from "@/lib/trial/schema";
import { trialHeadline, untriedTitles } from "@/lib/trial/words";

export type TrialState = {
  phase: "idle" | "running" | "done" | "failed" | "cancelled";
  outcomes: readonly TrialOutcome[];
  /** The whole pool was asked for. */
  pool: boolean;
  /** Findings of a test that ran to its end. */
  findings: readonly Finding[];
  error: string;
};

const IDLE: TrialState = { phase: "idle", pool: false, outcomes: [], findings: [], error: "" };
const CUT = "The connection to Headroom ended before the test did. Start the test again.";

function after(state: TrialState, event: TrialEvent): TrialState {
  if (event.type === "outcome") return { ...state, outcomes: [...state.outcomes, event.outcome] };
  if (event.type === "done") return { ...state, phase: "done", findings: event.findings };
  return { ...state, phase: "failed", error: event.message };
}

/** Returns the outcome of a test that ran to its end, in a few words. */
export const headlineOf = ({ findings, pool }: TrialState): string =>
  trialHeadline(findings, untriedTitles(findings, pool).length);

const spoken = (state: TrialState): string =>
  state.phase === "done"
    ? `Test as Electric: ${headlineOf(state)}.`
    : `Test as Electric ended early. ${state.error}`;

/** Starts and cancels a trial of a database, and holds what it has given so far; leaving the page ends it. */
export function useTrial(databaseId: string) {
  const announce = useAnnounce();
  const [state, setState] = useState(IDLE);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = async (input: TrialInput): Promise<void> => {
    controller.current?.abort();
    const abort = new AbortController();
    controller.current = abort;
    let now: TrialState = { ...IDLE, phase: "running", pool: input.pool };
    const show = (next: TrialState) => {
      now = next;
      if (!abort.signal.aborted) setState(next);
    };
    show(now);
    announce("Testing as Electric.");
    try {
      const path = `/api/databases/${databaseId}/trial`;
      for await (const event of postForEvents(path, input, trialEventSchema, abort.signal))
        show(after(now, event));
      if (now.phase === "running") show({ ...now, phase: "failed", error: CUT });
    } catch (error) {
      show({
        ...now,
        phase: "failed",
        error: error instanceof Error && now.outcomes.length === 0 ? error.message : CUT,
      });
    }
    if (!abort.signal.aborted) announce(spoken(now));
  };

  const cancel = (): void => {
    controller.current?.abort();
    setState((now) => ({ ...now, phase: "cancelled" }));
    announce("The test is cancelled. It was rolled back.");
  };

  return { state, start, cancel };
}
