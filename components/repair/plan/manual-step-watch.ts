"use client";

import { useCallback, useEffect, useEffectEvent, useReducer, useRef } from "react";
import { api } from "@/components/api/client";
import { afterEnd, afterEvent, started } from "@/components/check/progress";
import { useAnnounce } from "@/components/ui/announcer";
import { checkEndpoint } from "@/lib/api/check";
import type { ManualStep } from "@/lib/repair/manual-steps/schema";
import {
  after,
  allTrue,
  atRest,
  newsOf,
  type Judgements,
  type Watch,
  type WatchEvent,
} from "./manual-step-state";

/** How long watching rests between two checks, ms. */
const REST_MS = 15_000;

/**
 * Runs one check of a database, as the page's own check does, and returns what it judged.
 * @throws Error with a text for the user when the check did not come to its end
 */
async function judgementsOf(databaseId: string, signal: AbortSignal): Promise<Judgements> {
  let progress = started;
  for await (const event of api.events(checkEndpoint, { params: { id: databaseId }, signal }))
    progress = afterEvent(progress, event);
  const ended = afterEnd(progress);
  if (ended.error !== null) throw new Error(ended.error);
  return ended.findings;
}

export type ManualStepWatch = {
  watch: Watch;
  /** Checks once. */
  check: () => void;
  /** Checks again and again until every step is true. */
  start: () => void;
  stop: () => void;
};

/**
 * Watches a database until the steps are true: a check every 15 s while the tab is looked at. What becomes true is said
 * aloud; `onTrue` is called once all that a check can see is.
 */
export function useManualStepWatch(
  databaseId: string,
  steps: readonly ManualStep[],
  onTrue?: () => void,
): ManualStepWatch {
  const announce = useAnnounce();
  const [watch, dispatch] = useReducer(after, atRest);
  const { phase, watching } = watch;
  const latest = useRef(watch);
  useEffect(() => {
    latest.current = watch;
  }, [watch]);

  const tell = useEffectEvent((event: WatchEvent) => {
    const before = latest.current;
    const now = after(before, event);
    const news = newsOf(steps, before, now);
    if (news !== "") announce(news);
    dispatch(event);
    if (allTrue(steps, now.trueNow) && !allTrue(steps, before.trueNow)) onTrue?.();
  });
  const judged = useEffectEvent((judgements: Judgements) => tell({ type: "judged", steps, judgements }));

  useEffect(() => {
    if (phase !== "checking") return;
    const controller = new AbortController();
    judgementsOf(databaseId, controller.signal).then(
      (judgements) => {
        if (!controller.signal.aborted) judged(judgements);
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        tell({
          type: "failed",
          message: error instanceof Error ? error.message : "The check did not finish.",
        });
      },
    );
    return () => controller.abort();
  }, [databaseId, phase]);

  useEffect(() => {
    if (phase !== "resting") return;
    const timer = setTimeout(() => dispatch({ type: "due" }), REST_MS);
    return () => clearTimeout(timer);
  }, [phase]);

  useEffect(() => {
    if (!watching) return;
    const looked = () => dispatch({ type: document.hidden ? "hidden" : "shown" });
    looked();
    document.addEventListener("visibilitychange", looked);
    return () => document.removeEventListener("visibilitychange", looked);
  }, [watching]);

  return {
    watch,
    check: useCallback(() => dispatch({ type: "check" }), []),
    start: useCallback(() => dispatch({ type: "watch" }), []),
    stop: useCallback(() => dispatch({ type: "stop" }), []),
  };
}
