"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { api } from "@/components/api/client";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { checkAllEndpoint } from "@/lib/api/check-all";
import { count } from "@/lib/text/words";

/** Check runs that end before the list is read again. */
const REFRESH_EVERY = 10;

type State = { running: boolean; done: number; failed: number; total: number; error: string | null };

const idle: State = { running: false, done: 0, failed: 0, total: 0, error: null };

/** Checks every database; the work goes on where its reader leaves the page. */
export function useCheckAll(): State & { start: () => void } {
  const router = useRouter();
  const announce = useAnnounce();
  const [state, setState] = useState(idle);
  const [, startRefresh] = useTransition();
  const follow = async () => {
    let last = { ...idle, running: true };
    setState(last);
    announce("Checking all databases.");
    try {
      for await (const event of api.events(checkAllEndpoint, {})) {
        last = event.type === "error" ? { ...last, error: event.message } : { ...last, ...event };
        setState(last);
        if (event.type === "progress" && event.done > 0 && event.done % REFRESH_EVERY === 0)
          startRefresh(() => router.refresh());
      }
    } catch (error) {
      last = {
        ...last,
        error: error instanceof Error ? error.message : "The check runs could not be started.",
      };
    }
    setState({ ...last, running: false });
    announce(last.error ?? `${count(last.done, "database")} checked.`);
    startRefresh(() => router.refresh());
  };
  return { ...state, start: () => void follow() };
}

/** The button that checks all databases, with how far that has come. */
export function CheckAllButton({ running, done, total, start }: ReturnType<typeof useCheckAll>) {
  return (
    <Button onClick={start} pending={running} pendingText="Checking all databases">
      {!running && <RefreshCw aria-hidden className="size-4" />}
      {running && total > 0 ? `Checking ${done} of ${total}` : "Check all"}
    </Button>
  );
}

/** End of the check of all databases, where not every check run finished. */
export function CheckAllResult({ running, done, failed, total, error }: ReturnType<typeof useCheckAll>) {
  if (running || (error === null && failed === 0)) return null;
  return (
    <Callout tone="fail" role="alert" title={error ?? `${count(failed, "check run")} did not finish`}>
      {done} of {total} databases were checked. Press “Check all” to check the rest.
    </Callout>
  );
}
