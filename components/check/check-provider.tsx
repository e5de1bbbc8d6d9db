"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
  type ReactNode,
} from "react";
import { api } from "@/components/api/client";
import { useAnnounce } from "@/components/ui/announcer";
import { useKeys } from "@/components/ui/use-keys";
import { checkEndpoint, followCheckEndpoint } from "@/lib/api/check";
import { afterEnd, afterEvent, idle, started, summaryOf, type Progress } from "./progress";

type Called = typeof checkEndpoint | typeof followCheckEndpoint;

type Check = {
  progress: Progress;
  /** The check is newer than what the page holds. */
  live: boolean;
  start: () => void;
  dismiss: () => void;
};

const Context = createContext<Check>({
  progress: idle,
  live: false,
  start: () => undefined,
  dismiss: () => undefined,
});

/** Returns the check of the database around it: how far it is, and how to start one. */
export const useCheck = (): Check => useContext(Context);

type CheckProviderProps = {
  databaseId: string;
  enabled: boolean;
  /** A check was under way when the server drew the page: it is followed to its end. */
  underWay: boolean;
  children: ReactNode;
};

/**
 * Holds the check of one database for all of its pages, so that it goes on while its reader moves between them.
 * Shift+R starts one.
 */
export function CheckProvider({ databaseId, enabled, underWay, children }: CheckProviderProps) {
  const router = useRouter();
  const announce = useAnnounce();
  const [progress, setProgress] = useState(idle);
  const [refreshing, startRefresh] = useTransition();
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      running.current?.abort();
      running.current = null;
    },
    [],
  );

  const run = useCallback(
    (called: Called) => {
      if (!enabled || running.current) return;
      const controller = new AbortController();
      running.current = controller;
      if (called.method === "POST") announce("Checking the database.");
      void follow(called, databaseId, controller.signal, setProgress).then((last) => {
        if (controller.signal.aborted) return;
        running.current = null;
        setProgress(last);
        if (last.phase !== "idle") announce(last.error ?? summaryOf(last));
        startRefresh(() => router.refresh());
      });
    },
    [announce, databaseId, enabled, router],
  );
  const start = useCallback(() => run(checkEndpoint), [run]);
  useEffect(() => {
    if (underWay) run(followCheckEndpoint);
  }, [run, underWay]);

  const dismiss = useCallback(() => setProgress((now) => (now.phase === "running" ? now : idle)), []);
  useKeys({ "Shift+R": start });
  const live = progress.phase === "running" || refreshing;
  return <Context value={{ progress, live, start, dismiss }}>{children}</Context>;
}

/**
 * Follows one check to its end and returns how it ended; tells each step on the way but the last. Idle where the check to be
 * followed was over already: what it found is in the store.
 */
async function follow(
  called: Called,
  databaseId: string,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  let progress = started;
  let any = called.method === "POST";
  tell(progress);
  try {
    for await (const event of api.events(called, { params: { id: databaseId }, signal })) {
      any = true;
      progress = afterEvent(progress, event);
      if (progress.phase === "running") tell(progress);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : "The check could not be started. Try again.";
    return afterEnd(afterEvent(progress, { type: "error", message }));
  }
  return any ? afterEnd(progress) : idle;
}
