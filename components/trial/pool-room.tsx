"use client";

import { LiveGauge } from "@/components/live/live-gauge";
import { useLive } from "@/components/live/use-live";
import type { Live } from "@/lib/live/schema";
import type { Target } from "@/lib/target/schema";
import { poolRoom } from "@/lib/trial/pool-room";

type PoolRoomProps = { databaseId: string; name: string; target: Target; initial: Live | null };

/** The connections that a test of the whole pool takes, against those that are free now. */
export function PoolRoom({ databaseId, name, target, initial }: PoolRoomProps) {
  const { live } = useLive(databaseId, initial);
  const room = live?.budget ? poolRoom(live.budget) : null;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3">
      {room !== null && <p className={room.fits ? "text-muted" : "font-medium text-warn"}>{room.says}</p>}
      <LiveGauge databaseId={databaseId} name={name} size="card" target={target} initial={initial} />
    </div>
  );
}
