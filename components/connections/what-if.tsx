"use client";

import { useEffect, useMemo, useState } from "react";
import { Gauge } from "@/components/budget/gauge";
import { gaugeModel } from "@/components/budget/model";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { whatIf } from "@/lib/budget/what-if";
import type { ProviderId } from "@/lib/postgres/provider";
import { settingWay } from "@/lib/postgres/setting-way";
import type { Sample } from "@/lib/sample/schema";
import type { PoolChoice, Target } from "@/lib/target/schema";
import { Slider } from "./slider";
import { usePoolWriting, type WritePool } from "./use-pool-writing";

type WhatIfProps = {
  databaseId: string;
  name: string;
  target: Target;
  provider: ProviderId;
  sample: Sample;
  at: string;
  othersPeak: number | undefined;
  /** Null for a member. */
  writePool: WritePool | null;
};

/** How long a slider stands still before a screen reader hears what came of it, ms. */
const QUIET_MS = 900;

/** The budget with another pool or another server: reckoned here, on the latest sample, at each step. */
export function WhatIf(props: WhatIfProps) {
  const { databaseId, name, target, provider, sample, at, othersPeak, writePool } = props;
  const announce = useAnnounce();
  const [tried, setTried] = useState<Partial<PoolChoice & { maxConnections: number }>>({});
  const { pending, problem, write } = usePoolWriting(databaseId, writePool);
  const now = {
    poolSize: tried.poolSize ?? target.poolSize,
    maxConnections: tried.maxConnections ?? sample.server.maxConnections,
    instances: tried.instances ?? target.instances,
    pooled: tried.pooled ?? target.pooled,
  };
  const would = useMemo(
    () => whatIf(sample, target, tried, othersPeak === undefined ? {} : { othersPeak }),
    [sample, target, tried, othersPeak],
  );
  const sentence = would?.sentence;
  useEffect(() => {
    if (Object.keys(tried).length === 0 || sentence === undefined) return;
    const timer = setTimeout(() => announce(sentence), QUIET_MS);
    return () => clearTimeout(timer);
  }, [announce, sentence, tried]);
  if (would === null) return null;

  const { poolSize, instances, pooled, maxConnections } = now;
  const serverChanged = maxConnections !== sample.server.maxConnections;
  const poolChanged =
    poolSize !== target.poolSize || instances !== target.instances || pooled !== target.pooled;
  return (
    <div className="grid grid-cols-1 gap-6 md:max-xl:grid-cols-2">
      <div className="grid content-start gap-4">
        <Slider
          label="Pool size"
          unit="connections"
          min={1}
          max={Math.max(60, target.poolSize)}
          value={poolSize}
          onChange={(value) => setTried({ ...tried, poolSize: value })}
        />
        <Slider
          label="max_connections"
          unit="connections"
          min={10}
          max={Math.max(500, sample.server.maxConnections)}
          value={maxConnections}
          onChange={(value) => setTried({ ...tried, maxConnections: value })}
        />
        <Slider
          label="Instances"
          unit="of Electric"
          min={1}
          max={8}
          value={instances}
          onChange={(value) => setTried({ ...tried, instances: value })}
        />
        <Checkbox
          label="Pooled URL"
          hint="ELECTRIC_POOLED_DATABASE_URL: only the admin pool is direct, the rest goes through a pooler."
          checked={pooled}
          onChange={(event) => setTried({ ...tried, pooled: event.target.checked })}
        />
      </div>
      <div className="grid content-start gap-4">
        <Gauge model={gaugeModel(would.budget)} size="card" name={`${name}, what if`} at={at} />
        <p className="font-medium">{would.sentence}</p>
        {would.recommendation.kind !== "fits" && (
          <div className="text-muted">
            <p>{would.recommendation.sentence}</p>
            {would.recommendation.sums.map((sum) => (
              <p key={sum} className="text-sm">
                {sum}
              </p>
            ))}
          </div>
        )}
        {serverChanged && (
          <p className="text-sm text-muted">{settingWay(provider, "max_connections", maxConnections).says}</p>
        )}
        {problem !== null && (
          <Callout tone="fail" role="alert">
            {problem}
          </Callout>
        )}
        <div className="flex flex-wrap items-center gap-3">
          {writePool !== null && (
            <Button
              pending={pending}
              pendingText="Writing the target"
              disabled={!poolChanged}
              onClick={() =>
                write({ poolSize, instances, pooled }, () =>
                  setTried(({ maxConnections: most }) =>
                    most === undefined ? {} : { maxConnections: most },
                  ),
                )
              }
            >
              Use these
            </Button>
          )}
          <Button disabled={Object.keys(tried).length === 0} onClick={() => setTried({})}>
            Reset
          </Button>
          <span className="text-sm text-muted">{hintFor(writePool !== null, poolChanged)}</span>
        </div>
      </div>
    </div>
  );
}

function hintFor(admin: boolean, poolChanged: boolean): string {
  if (!admin) return "An admin can write these into the target.";
  return poolChanged
    ? "Writes pool size, instances and pooled URL into the target. Electric takes them with its next start: ELECTRIC_DB_POOL_SIZE."
    : "These are the target’s own.";
}
