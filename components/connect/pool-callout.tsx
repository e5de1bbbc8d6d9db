"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { usePoolWriting, type WritePool } from "@/components/connections/use-pool-writing";
import type { PoolChosen } from "@/lib/connect/pool";
import type { Target } from "@/lib/target/schema";

type PoolCalloutProps = {
  databaseId: string;
  target: Pick<Target, "instances" | "pooled">;
  pool: PoolChosen;
  /** Null for a member. */
  writePool: WritePool | null;
};

/** The files have another pool size than the target, or the target's does not fit: what to press. */
export function PoolCallout({ databaseId, target, pool, writePool }: PoolCalloutProps) {
  const { pending, problem, write } = usePoolWriting(databaseId, writePool);
  const home = `/databases/${databaseId}/connections`;
  if (pool.instead === null)
    return pool.left !== null && pool.left < 0 ? (
      <Callout
        tone="fail"
        title={`A pool of ${pool.size} does not fit`}
        action={<LinkButton href={home}>See connections</LinkButton>}
      >
        {pool.why} Electric would take every connection that becomes free.
      </Callout>
    ) : null;
  const { instances, pooled } = target;
  return (
    <Callout
      tone="warn"
      title={`Pool ${pool.size}, not ${pool.instead}`}
      action={
        writePool === null ? (
          <LinkButton href={home}>See connections</LinkButton>
        ) : (
          <Button
            onClick={() => write({ poolSize: pool.size, instances, pooled })}
            pending={pending}
            pendingText="Saving"
          >
            Set the target to {pool.size}
          </Button>
        )
      }
    >
      {pool.why} The files below have {pool.size}; the target still says {pool.instead}.
      {problem !== null && (
        <p role="alert" className="mt-2 text-fail">
          {problem}
        </p>
      )}
    </Callout>
  );
}
