"use client";

import { FoldingSection } from "@/components/ui/folding-section";
import { Code } from "@/components/ui/code";
import { bytes } from "@/lib/text/words";
import { slotName } from "@/lib/electric/names";
import { walOutlook } from "@/lib/history/wal";
import type { Sample, SampledSlot } from "@/lib/sample/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { useHistory } from "./use-history";
import { WalMeter } from "./wal-meter";

const STATUS: Record<string, string> = {
  reserved: "within max_wal_size",
  extended: "more than max_wal_size, still kept",
  unreserved: "over the limit: it may be lost at the next checkpoint",
  lost: "lost: Electric has to begin anew, and all clients with it",
};

type WalSectionProps = { databaseId: string; target: Target; sample: Sample | null };

/** The WAL that the server keeps for Electric's slot: how much of the limit, how fast, and for how long still. */
export function WalSection({ databaseId, target, sample }: WalSectionProps) {
  return (
    <FoldingSection title="WAL kept for Electric" term="WAL" value={keptWords(target, sample)}>
      <Kept databaseId={databaseId} target={target} sample={sample} />
    </FoldingSection>
  );
}

/** Says in a few words how much is kept; nothing where that is not known. */
function keptWords(target: Target, sample: Sample | null): string | null {
  if (sample === null || isUnseen(sample.slots)) return null;
  const slot = sample.slots.find(({ name }) => name === slotName(target.streamId));
  return slot === undefined ? "no slot yet" : bytes(slot.retainedBytes ?? 0);
}

function Kept({ databaseId, target, sample }: WalSectionProps) {
  const history = useHistory(databaseId, "hour");
  if (sample === null) return <p className="text-muted">There is no sample yet.</p>;
  const { slots, server } = sample;
  if (isUnseen(slots))
    return (
      <div className="grid gap-3">
        <p>The role that Headroom logs in as may not see replication slots. An administrator can let it:</p>
        <Code code={slots.grant} />
      </div>
    );
  const slot = slots.find(({ name }) => name === slotName(target.streamId));
  if (slot === undefined)
    return (
      <p className="text-muted">
        There is no slot {slotName(target.streamId)} yet: Electric makes it when it starts.
      </p>
    );
  return (
    <OfSlot
      slot={slot}
      limit={server.maxSlotWalKeepBytes}
      outlook={walOutlook(history.data?.points ?? [], server.maxSlotWalKeepBytes)}
    />
  );
}

type OfSlotProps = { slot: SampledSlot; limit: number | null; outlook: ReturnType<typeof walOutlook> };

function OfSlot({ slot, limit, outlook }: OfSlotProps) {
  const kept = slot.retainedBytes ?? 0;
  const percent = limit === null || limit === 0 ? null : Math.min(100, (100 * kept) / limit);
  const words =
    outlook?.words ??
    `${bytes(kept)} are kept${limit === null ? "; nothing limits them (max_slot_wal_keep_size is -1)" : ` of ${bytes(limit)}`}.`;
  return (
    <div className="grid gap-3">
      {percent !== null && <WalMeter percent={percent} />}
      <p>{words}</p>
      <p className="text-sm text-muted">
        <span className="font-mono">{slot.name}</span>:{" "}
        {slot.active ? `active (pid ${slot.activePid})` : "not read"}
        {slot.walStatus !== null &&
          `; wal_status ${slot.walStatus}: ${STATUS[slot.walStatus] ?? "unknown to Headroom"}`}
        {slot.lagBytes !== null && `; Electric has still to confirm ${bytes(Math.max(0, slot.lagBytes))}`}.
      </p>
    </div>
  );
}
