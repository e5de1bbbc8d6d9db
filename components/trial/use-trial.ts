"use client";

import { useEffect, useRef, useState } from "react";
import { api } from "@/components/api/client";
import { useAnnounce } from "@/components/ui/announcer";
import type { Finding } from "@/lib/checks/finding";
import { trialEndpoint } from "@/lib/api/trial";
import type { TrialEvent, TrialInput } from "@/lib/trial/event";
import type { Cause, TrialOutcome } from "@/lib/trial/schema";
import { trialHeadline, untriedTitles, type Asked } from "@/lib/trial/words";

export type TrialState = {
  phase: "idle" | "running" | "done" | "failed" | "cancelled";
  outcomes: readonly TrialOutcome[];
  asked: Asked;
  /** Findings of a test that ran to its end. */
  findings: readonly Finding[];
  /** Checks that tell why a part failed. */
  causes: readonly Cause[];
  error: string;
};

const IDLE: TrialState = {
  phase: "idle",
  asked: { statements: true, login: false, pool: false },
  outcomes: [],
  findings: [],
  causes: [],
  error: "",
};
const CUT = "The connection to Headroom ended before the test did. Start the test again.";

function after(state: TrialState, event: TrialEvent): TrialState {
  if (event.type === "outcome") return { ...state, outcomes: [...state.outcomes, event.outcome] };
  if (event.type === "done")
    return { ...state, phase: "done", findings: event.findings, causes: event.causes };
  return { ...state, phase: "failed", error: event.message };
}

/** Returns the outcome of a test that ran to its end, in a few words. */
export const headlineOf = ({ findings, asked }: TrialState): string =>
  trialHeadline(findings, untriedTitles(findings, asked.pool).length);

const spoken = (state: TrialState): string =>
  state.phase === "done"
    ? `Test as Electric: ${headlineOf(state)}.`
    : `Test as Electric ended early. ${state.error}`;

/**
 * Starts and cancels a trial of a database, and holds what it has given so far; leaving the page ends it. `storedLogin`: the
 * stored login is that of Electric's role, so that no password is needed for its sessions.
 */
export function useTrial(databaseId: string, storedLogin: boolean) {
  const announce = useAnnounce();
  const [state, setState] = useState(IDLE);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = async (input: TrialInput): Promise<void> => {
    controller.current?.abort();
    const abort = new AbortController();
    controller.current = abort;
    const login = storedLogin || input.password !== "";
    const asked = { statements: input.statements || !login, login, pool: input.pool && login };
    let now: TrialState = { ...IDLE, phase: "running", asked };
    const show = (next: TrialState) => {
      now = next;
      if (!abort.signal.aborted) setState(next);
    };
    show(now);
    announce("Testing as Electric.");
    try {
      const call = { params: { id: databaseId }, body: input, signal: abort.signal };
      for await (const event of api.events(trialEndpoint, call)) show(after(now, event));
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
