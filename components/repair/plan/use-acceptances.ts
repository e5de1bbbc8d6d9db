"use client";

import { useState } from "react";
import type { AcceptanceId } from "@/lib/repair/plan/acceptance";

type Accepted = { fingerprint: string; ids: readonly AcceptanceId[] };

/** Returns the ids with one added or taken out. */
export const withAcceptance = (
  ids: readonly AcceptanceId[],
  id: AcceptanceId,
  accepted: boolean,
): AcceptanceId[] => [...ids.filter((each) => each !== id), ...(accepted ? [id] : [])];

/**
 * Holds which warnings of a plan the reader accepted. In this page's memory alone, and for one plan: another fingerprint may
 * name other objects, so nothing of it is accepted yet.
 */
export function useAcceptances(fingerprint: string) {
  const [held, setHeld] = useState<Accepted>({ fingerprint, ids: [] });
  const ids = held.fingerprint === fingerprint ? held.ids : [];
  return {
    accepted: [...ids],
    accept: (id: AcceptanceId, accepted: boolean) =>
      setHeld({ fingerprint, ids: withAcceptance(ids, id, accepted) }),
  };
}
