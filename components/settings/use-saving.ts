"use client";

import { useAnnounce } from "@/components/ui/announcer";
import { useSending } from "@/components/ui/use-sending";

/** State of a form of a setting, as of useSending. After a save `clearSecrets` empties its secret fields, and "Saved." is announced. */
export function useSaving(clearSecrets?: () => void) {
  const announce = useAnnounce();
  return useSending(() => {
    clearSecrets?.();
    announce("Saved.");
  });
}
