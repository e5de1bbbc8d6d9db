"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { momentPath } from "@/lib/history/moment";

/** Copies the address of a moment; `at` is its time, ISO. */
export function MomentLink({ databaseId, at }: { databaseId: string; at: string }) {
  return (
    <CopyButton
      text={() => Promise.resolve(`${window.location.origin}${momentPath(databaseId, at)}`)}
      what="link to this moment"
      label="Copy link to this moment"
      variant="ghost"
    />
  );
}
