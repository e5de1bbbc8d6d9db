"use client";

import { useSearchParams } from "next/navigation";
import { useState, type ReactNode } from "react";
import { HistorySection } from "@/components/history/history-section";
import { MomentNotice } from "@/components/history/moment-notice";
import { useMoment } from "@/components/history/use-moment";
import { WalSection } from "@/components/history/wal-section";
import type { Fallback } from "@/components/live/gauge-of";
import { LiveGauge } from "@/components/live/live-gauge";
import { useLive } from "@/components/live/use-live";
import { FoldingSection } from "@/components/ui/folding-section";
import { Section } from "@/components/ui/section";
import type { Budget } from "@/lib/budget/schema";
import { rangeHolding } from "@/lib/history/moment";
import { positionOf, live as watching, replayOf, type Replay } from "@/lib/live/replay";
import type { Live } from "@/lib/live/schema";
import { heldWords } from "@/lib/sample/holders";
import type { ProviderId } from "@/lib/postgres/provider";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { Advice } from "./advice";
import { Holders } from "./holders";
import { KnownOfElectric } from "./known-of-electric";
import { NothingSeen, NoSample } from "./notices";
import { Replayed } from "./replayed";
import { ReplayControls } from "./replay-controls";
import type { SignalAction } from "./sessions-dialog";
import { useTicks } from "./use-ticks";
import { WatchFacts } from "./watch-facts";
import { WhatIf } from "./what-if";
import type { WritePool } from "./use-pool-writing";

export type ConnectionsProps = {
  databaseId: string;
  name: string;
  target: Target;
  provider: ProviderId;
  /** The role that Headroom logs in as. */
  visitor: string;
  initial: Live | null;
  /** Connections as the latest visit saw them, drawn until a sample comes. */
  fallback: Fallback | null;
  /** The budget of that visit, for the advice until a sample comes; null where no connections could be seen. */
  lastBudget: Budget | null;
  /** Act of admins alone; null for a member. */
  signal: SignalAction | null;
  writePool: WritePool | null;
  /** Stands at the end of the page: the bar of the sandbox's stand-in leaves its room there. */
  children?: ReactNode;
};

/** The budget in full: what is left, what would help, who holds the rest, and how it came about. A link opens it at its moment. */
export function Connections(props: ConnectionsProps) {
  const at = useSearchParams().get("at");
  // Another moment, or none, begins the page anew.
  return <ConnectionsAt key={at ?? ""} {...props} />;
}

function ConnectionsAt(props: ConnectionsProps) {
  const { databaseId, name, target, provider, visitor, initial, fallback, lastBudget } = props;
  const { signal, writePool, children } = props;
  const { live } = useLive(databaseId, initial);
  const ticks = useTicks(databaseId, live);
  const { moment, now } = useMoment();
  const [chosen, setReplay] = useState<Replay | null>(null);
  const linked = moment.kind === "at" ? moment.at : null;
  const range = linked === null ? null : rangeHolding(linked, now);
  const found = linked === null || chosen !== null ? null : replayOf(linked, ticks);
  // Kept once it was found: later samples push it out of what is kept, and the reader is still at it.
  if (found !== null) setReplay(found);
  const replay = chosen ?? found ?? watching;
  const shown = replay.kind === "live" ? live : (ticks[positionOf(replay, ticks)] ?? live);
  const sample = shown?.sample ?? null;
  const budget = shown?.budget ?? lastBudget;
  const maxConnections = live?.sample?.server.maxConnections;
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 grid-cols-1 gap-6">
        <MomentNotice databaseId={databaseId} moment={moment} now={now} isReplayed={replay.kind === "at"} />
        <Section title="Connections now">
          <div className="grid grid-cols-1 gap-4">
            {replay.kind === "live" || shown === null ? (
              <LiveGauge {...{ databaseId, name, target, initial, fallback }} size="full" />
            ) : (
              <Replayed shown={shown} name={name} />
            )}
            {budget !== null && replay.kind === "live" && (
              <Advice {...{ databaseId, target, budget, writePool }} />
            )}
            <ReplayControls databaseId={databaseId} ticks={ticks} replay={replay} onReplay={setReplay} />
          </div>
        </Section>
        <HistorySection
          databaseId={databaseId}
          target={target}
          linked={linked === null || range === null ? null : { at: linked, range }}
        />
        <FoldingSection
          title="Who holds the connections"
          value={sample !== null && !isUnseen(sample.activity) && heldWords(sample.activity.groups)}
        >
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
        </FoldingSection>
        <WalSection databaseId={databaseId} target={target} sample={live?.sample ?? null} />
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-6">
        <FoldingSection
          title="What if"
          value={`pool ${target.poolSize}${maxConnections === undefined ? "" : ` of ${maxConnections}`}`}
        >
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
        </FoldingSection>
        {sample !== null && (
          <Section title="What is seen of Electric">
            <KnownOfElectric sample={sample} target={target} />
          </Section>
        )}
        <p className="text-sm text-muted">
          <WatchFacts databaseId={databaseId} live={live} />
        </p>
      </div>
      <div className="xl:col-span-2">{children}</div>
    </div>
  );
}
