"use client";

import { useSyncExternalStore } from "react";
import { api } from "@/components/api/client";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

const { subscribe, isOver } = api.session;

/** Stands over a page whose session has ended, until an answer says otherwise: what was typed there stays. */
export function SessionNotice() {
  if (!useSyncExternalStore(subscribe, isOver, () => false)) return null;
  return (
    <div className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-xl">
      <Callout
        tone="warn"
        role="alert"
        title="Your session has ended"
        action={
          <LinkButton href="/sign-in" target="_blank" variant="primary" size="sm">
            Sign in in another tab
          </LinkButton>
        }
      >
        What you typed here stays. Sign in, come back to this tab, and try again.
      </Callout>
    </div>
  );
}
