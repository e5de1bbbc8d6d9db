"use client";

import { useState, type ReactNode } from "react";
import { HistorySection } from "@/components/history/history-section";
import { WalSection } from "@/components/history/wal-section";
import { LiveGauge } from "@/components/live/live-gauge";
import { useLive } from "@/components/live/use-live";
import { Section } from "@/components/ui/section";
import { positionOf, live as watching, type Replay } from "@/lib/live/replay";
import type { Live } from "@/lib/live/schema";
import type { ProviderId } from "@/lib/postgres/provider";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { Holders } from "./holders";
import { KnownOfElectric } from "./known-of-electric";
import { NothingSeen, NoSample } from "./notices";
import { Replayed } from "./replayed";
import { ReplayControls } from "./replay-controls";
import type { SignalAction } from "./sessions-dialog";
import { useTicks } from "./use-ticks";
import { WatchFacts } from "./watch-facts";
import { WhatIf, type WritePool } from "./what-if";

export type ConnectionsProps = {
  databaseId: string;
  name: string;
  target: Target;
  provider: ProviderId;
  /** The role that Headroom logs in as. */
  visitor: string;
  initial: Live | null;
  /** Act of admins alone; null for a member. */
  signal: SignalAction | null;
  writePool: WritePool | null;
  /** Stands below the gauge: the sandbox's stand-in. */
  children?: ReactNode;
};

/** The budget in full: what is left, what would help, who holds the rest, and how it came about. */
export function Connections(props: ConnectionsProps) {
  const { databaseId, name, target, provider, visitor, initial, signal, writePool, children } = props;
  const { live } = useLive(databaseId, initial);
  const ticks = useTicks(databaseId, live);
  const [replay, setReplay] = useState<Replay>(watching);
  const shown = replay.kind === "live" ? live : (ticks[positionOf(replay, ticks)] ?? live);
  const sample = shown?.sample ?? null;
  return (
    <>
      <Section title="Connections now" aside={<WatchFacts databaseId={databaseId} live={live} />}>
        <div className="grid grid-cols-1 gap-4">
          {replay.kind === "live" || shown === null ? (
            <LiveGauge databaseId={databaseId} name={name} size="full" target={target} initial={initial} />
          ) : (
            <Replayed shown={shown} name={name} />
          )}
          <ReplayControls databaseId={databaseId} ticks={ticks} replay={replay} onReplay={setReplay} />
          {sample !== null && (
            <KnownOfElectric sample={sample} target={target} budget={shown?.budget ?? null} />
          )}
        </div>
      </Section>
      {children}
      <Section title="What if">
        {live?.sample && !isUnseen(live.sample.activity) ? (
          <WhatIf
            databaseId={databaseId}
            name={name}
            target={target}
            provider={provider}
            sample={live.sample}
            at={live.sampledAt ?? live.sentAt}
            othersPeak={live.budget?.othersPeak}
            writePool={writePool}
          />
        ) : (
          <NoSample what="What another pool or another server would change is reckoned on the latest sample." />
        )}
      </Section>
      <Section title="Who holds the connections">
        {sample === null ? (
          <NoSample what="Every session stands here, by role, application, address and state." />
        ) : isUnseen(sample.activity) ? (
          <NothingSeen grant={sample.activity.grant} />
        ) : (
          <Holders
            databaseId={databaseId}
            groups={sample.activity.groups}
            hidden={sample.activity.hidden}
            visitor={visitor}
            electricRole={target.role}
            signal={signal}
          />
        )}
      </Section>
      <HistorySection databaseId={databaseId} />
      <WalSection databaseId={databaseId} target={target} sample={live?.sample ?? null} />
    </>
  );
}
