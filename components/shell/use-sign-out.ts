"use client";

import { useState } from "react";
import { api } from "@/components/api/client";
import { Refused } from "@/components/api/refused";
import { useAnnounce } from "@/components/ui/announcer";
import { signOutEndpoint } from "@/lib/api/sign-out";
import { goToSignIn } from "./go-to-sign-in";

/** Returns what signs out and leads to the sign-in, and whether that was refused the last time. */
export function useSignOut(): { leave: () => Promise<void>; failed: boolean } {
  const announce = useAnnounce();
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    try {
      await api.json(signOutEndpoint, {});
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A session that is over already is what was asked for.
      if (error.kind !== "signed out") {
        setFailed(true);
        return announce(`Signing out did not work: ${error.message} Try again.`);
      }
    }
    goToSignIn();
  };
  return { leave, failed };
}
