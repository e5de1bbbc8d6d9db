"use client";

import { useState } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { fallback } from "@/lib/log/unlogged";
import { goToSignIn } from "./go-to-sign-in";
import type { SignOut } from "./user-menu";

/** Returns what signs out and leads to the sign-in, and whether that was refused the last time. */
export function useSignOut(signOut: SignOut): { leave: () => Promise<void>; failed: boolean } {
  const announce = useAnnounce();
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    const refusal = await signOut().catch(
      fallback({ message: "Headroom’s server did not answer." }, "it is announced as a refusal"),
    );
    if (!refusal) return goToSignIn();
    setFailed(true);
    announce(`Signing out did not work: ${refusal.message} Try again.`);
  };
  return { leave, failed };
}
