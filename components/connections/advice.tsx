"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { LinkButton } from "@/components/ui/link-button";
import { recommendationOf } from "@/lib/budget/recommendation";
import type { Budget } from "@/lib/budget/schema";
import type { Target } from "@/lib/target/schema";
import { usePoolWriting, type WritePool } from "./use-pool-writing";

type AdviceProps = {
  databaseId: string;
  target: Target;
  budget: Budget;
  /** Null for a member. */
  writePool: WritePool | null;
};

/** Advice that makes Electric's pool fit, with the button that does it and the sums behind it, below the gauge. */
export function Advice({ databaseId, target, budget, writePool }: AdviceProps) {
  const { kind, sentence, sums, poolSize } = recommendationOf(budget, target);
  const fits = kind === "fits";
  const Icon = fits ? CircleCheck : TriangleAlert;
  return (
    <section aria-label="What helps" className="grid grid-cols-1 gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p className={cx("flex min-w-0 flex-1 basis-64 gap-2", fits ? "text-muted" : "font-medium")}>
          <Icon
            aria-hidden
            className={cx(
              "mt-0.5 size-4 shrink-0",
              fits ? "text-pass" : kind === "short" ? "text-fail" : "text-warn",
            )}
          />
          <span className="min-w-0">{sentence}</span>
        </p>
        {!fits && <Press databaseId={databaseId} target={target} poolSize={poolSize} writePool={writePool} />}
      </div>
      {sums.length > 0 && (
        <details className="text-sm text-muted">
          <summary className="w-fit rounded-sm">Why these numbers</summary>
          <ul className="mt-1 grid gap-1">
            {sums.map((sum) => (
              <li key={sum}>{sum}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

type PressProps = Omit<AdviceProps, "budget"> & { poolSize: number | null };

/** Writes the advised pool into the target; where no smaller pool helps, or for a member, leads to the checks. */
function Press({ databaseId, target, poolSize, writePool }: PressProps) {
  const { pending, problem, write } = usePoolWriting(databaseId, writePool);
  if (poolSize === null || writePool === null)
    return <LinkButton href={`/databases/${databaseId}/readiness`}>Show checks</LinkButton>;
  const { instances, pooled } = target;
  return (
    <div className="grid gap-1">
      <Button
        variant="primary"
        pending={pending}
        pendingText="Saving"
        onClick={() => write({ poolSize, instances, pooled })}
      >
        Set the target to {poolSize}
      </Button>
      {problem !== null && (
        <p role="alert" className="text-sm text-fail">
          {problem}
        </p>
      )}
    </div>
  );
}
