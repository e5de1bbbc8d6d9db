"use client";

import { useState, useTransition } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import type { Refusal } from "@/lib/api/refusal";
import type { PoolChoice } from "@/lib/target/schema";

/** Writes what Electric is to open into the target; an answer is a refusal with its texts. */
export type WritePool = (databaseId: string, choice: PoolChoice) => Promise<Refusal | void>;

/**
 * State of writing a pool into the target of a database: `problem` is why it was refused, else null. `write` announces what was written,
 * and calls `onWritten` then. Null for a member, who writes none.
 */
export function usePoolWriting(databaseId: string, writePool: WritePool | null) {
  const announce = useAnnounce();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const write = (choice: PoolChoice, onWritten?: () => void) =>
    start(async () => {
      if (writePool === null) return;
      const refusal = await writePool(databaseId, choice);
      setProblem(refusal?.message ?? null);
      if (refusal) return;
      onWritten?.();
      announce(`The target has a pool size of ${choice.poolSize} now.`);
    });
  return { pending, problem, write };
}
