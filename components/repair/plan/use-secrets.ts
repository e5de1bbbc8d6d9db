"use client";

import { useState } from "react";
import type { RunAs } from "@/lib/repair/run/input";

/** A password that was just made for Electric's role, and what Postgres is told of it. */
export type Made = { password: string; verifier: string };

/**
 * Secrets that this page knows and keeps nowhere: gone when it is left. `turn` moves with every change, and is no secret.
 */
export type Secrets = { as: RunAs | null; made: Made | null; turn: number };

export type SecretsKept = Secrets & {
  setAs: (as: RunAs | null) => void;
  setMade: (made: Made | null) => void;
};

/** Holds the secrets of the repair page in its own memory: never in the address, nor in the browser's storage. */
export function useSecrets(): SecretsKept {
  const [secrets, setSecrets] = useState<Secrets>({ as: null, made: null, turn: 0 });
  const change = (to: Partial<Secrets>) => setSecrets((now) => ({ ...now, ...to, turn: now.turn + 1 }));
  return { ...secrets, setAs: (as) => change({ as }), setMade: (made) => change({ made }) };
}
