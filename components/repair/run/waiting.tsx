"use client";

import { useSyncExternalStore } from "react";
import { readSecond, subscribeSeconds } from "@/components/live/clock";
import { Callout } from "@/components/ui/callout";
import { blockerSentence } from "@/lib/repair/run/blocker";
import type { Progress } from "@/lib/repair/run/schema";
import { nextTryWords } from "./words";

/** Blockers that are named; the rest is a number. */
const FIRST = 10;

/** Says what a run waits for: the holders of the locks, and the time of the next try. */
export function Waiting({
  attempt,
  nextTryAt,
  blockers,
}: Pick<Progress, "attempt" | "nextTryAt" | "blockers">) {
  const now = useSyncExternalStore(subscribeSeconds, readSecond, () => 0);
  return (
    <Callout
      tone="warn"
      title={
        nextTryAt === null || now === 0
          ? "A lock is not free"
          : `A lock is not free. ${nextTryWords(attempt, nextTryAt, now)}.`
      }
    >
      <p>Nothing is locked meanwhile, and no session waits behind this run.</p>
      {blockers.length === 0 ? (
        <p>Who holds it cannot be seen by the role that runs this.</p>
      ) : (
        <Named blockers={blockers} />
      )}
    </Callout>
  );
}

/** Holders of the locks at the last try, where the run's own sentence has not room for all; nothing where it has. */
export function Blockers({ blockers }: Pick<Progress, "blockers">) {
  if (blockers.length < 2) return null;
  return (
    <section aria-label="Who held the locks" className="min-w-0">
      <h3 className="font-semibold">Who held the locks at the last try</h3>
      <Named blockers={blockers} />
    </section>
  );
}

function Named({ blockers }: Pick<Progress, "blockers">) {
  const rest = blockers.length - FIRST;
  return (
    <ul className="mt-2 grid gap-1">
      {blockers.slice(0, FIRST).map((blocker) => (
        <li
          key={`${blocker.gid ?? blocker.pid} ${blocker.table} ${blocker.mode}`}
          className="text-ink wrap-anywhere"
        >
          {blockerSentence(blocker)}
        </li>
      ))}
      {rest > 0 && <li>and {rest.toLocaleString("en")} more</li>}
    </ul>
  );
}
