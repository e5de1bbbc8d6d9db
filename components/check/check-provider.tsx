"use client";

import { useRouter, useSearchParams } from "next/navigation";
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
import { checkEndpoint } from "@/lib/api/check";
import { afterEnd, afterEvent, idle, started, summaryOf, type Progress } from "./progress";

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

/**
 * Holds the check of one database for all of its pages, so that it goes on while its reader moves between them.
 * Shift+R starts one.
 */
export function CheckProvider({
  databaseId,
  enabled,
  children,
}: {
  databaseId: string;
  enabled: boolean;
  children: ReactNode;
}) {
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

  const start = useCallback(() => {
    if (!enabled || running.current) return;
    const controller = new AbortController();
    running.current = controller;
    announce("Checking the database.");
    void follow(databaseId, controller.signal, setProgress).then((last) => {
      if (controller.signal.aborted) return;
      running.current = null;
      setProgress(last);
      announce(last.error ?? summaryOf(last));
      startRefresh(() => router.refresh());
    });
  }, [announce, databaseId, enabled, router]);

  // `?start=check` in the address: whoever led here wants the check at once. The wish is taken out, so that going back
  // or loading again does not repeat it.
  const wanted = useSearchParams().get("start") === "check";
  useEffect(() => {
    if (!wanted) return;
    window.history.replaceState(null, "", window.location.pathname);
    start();
  }, [start, wanted]);

  const dismiss = useCallback(() => setProgress((now) => (now.phase === "running" ? now : idle)), []);
  useKeys({ "Shift+R": start });
  const live = progress.phase === "running" || refreshing;
  return <Context value={{ progress, live, start, dismiss }}>{children}</Context>;
}

/** Follows one check to its end and returns how it ended; tells each step on the way but the last. */
async function follow(
  databaseId: string,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  let progress = started;
  tell(progress);
  try {
    for await (const event of api.events(checkEndpoint, { params: { id: databaseId }, signal })) {
      progress = afterEvent(progress, event);
      if (progress.phase === "running") tell(progress);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : "The check could not be started. Try again.";
    progress = afterEvent(progress, { type: "error", message });
  }
  return afterEnd(progress);
}
