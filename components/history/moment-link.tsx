"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { momentPath } from "@/lib/history/moment";

/** Copies the address of a moment; `at` is its time, ISO, and the time of the press where it is left out. */
export function MomentLink({ databaseId, at }: { databaseId: string; at?: string }) {
  return (
    <CopyButton
      text={() => {
        const moment = at ?? new Date().toISOString();
        return Promise.resolve(`${window.location.origin}${momentPath(databaseId, moment)}`);
      }}
      what="link to this moment"
      label="Copy link to this moment"
      variant="ghost"
    />
  );
}
