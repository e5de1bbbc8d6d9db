import Link from "next/link";
import { CollapsedList } from "@/components/repair/plan/collapsed-list";
import { Badge } from "@/components/ui/badge";
import type { Consumer, ConsumerConnections } from "@/lib/replication/consumers";
import { idleMs } from "@/lib/checks/slot/deadlines";
import { isLost } from "@/lib/checks/slot/lost";
import type { Slot } from "@/lib/snapshot/replication";
import { bytes, count, span } from "@/lib/text/words";

const FIRST = 12;

type ConsumerListProps = {
  consumers: readonly Consumer[];
  /** The slots as they are now; null where they may not be seen. */
  slots: readonly Slot[] | null;
  /** When that was, ISO. */
  takenAt: string;
};

function connectionsText(connections: ConsumerConnections): string {
  switch (connections.how) {
    case "claimed":
      return `${count(connections.count, "connection")} claimed`;
    case "seen":
      return `${count(connections.count, "connection")} seen`;
    case "not told apart":
      return "connections not told apart";
    case "unknown":
      return "connections unknown";
  }
}

function slotText(consumer: Consumer, slots: ConsumerListProps["slots"], takenAt: string): string {
  if (consumer.takenBy !== null && !consumer.hasSlot)
    return `slot name taken by database ${consumer.takenBy}; another stream id is needed`;
  if (slots === null) return "slot unknown";
  const slot = slots.find(({ name, database }) => name === consumer.slot && database === consumer.database);
  if (slot === undefined) return "no slot yet";
  const kept = slot.retainedBytes === null ? "WAL unknown" : `${bytes(Math.max(0, slot.retainedBytes))} kept`;
  if (isLost(slot)) return `lost, ${kept}`;
  const idle = idleMs(slot, takenAt);
  const state = slot.active ? "active" : `not read${idle === null ? "" : ` for ${span(idle)}`}`;
  return `${state}, ${kept}`;
}

/** All logical consumers of the server: product, slot, database, state, WAL and connections of each. */
export function ConsumerList({ consumers, slots, takenAt }: ConsumerListProps) {
  return (
    <CollapsedList items={consumers} first={FIRST}>
      {(some) => (
        <ul className="grid min-w-0 grid-cols-1">
          {some.map((consumer) => (
            <li
              key={`${consumer.database} ${consumer.slot}`}
              className="grid min-w-0 gap-x-4 gap-y-0.5 border-b border-line py-2 last:border-b-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1.2fr)_10rem] lg:items-baseline"
            >
              <p className="flex min-w-0 flex-wrap items-center gap-2">
                <span className="font-medium">{consumer.product}</span>
                {consumer.isOwn && <Badge>this database</Badge>}
                {consumer.registered !== null && (
                  <Link
                    href={`/databases/${consumer.registered.id}/replication`}
                    className="text-accent underline underline-offset-2 wrap-anywhere"
                  >
                    {consumer.registered.name}
                  </Link>
                )}
              </p>
              <p className="min-w-0 text-sm wrap-anywhere">
                <span className="font-mono">{consumer.slot}</span>{" "}
                <span className="text-muted">database {consumer.database}</span>
              </p>
              <p className="min-w-0 text-sm wrap-anywhere">{slotText(consumer, slots, takenAt)}</p>
              <p className="text-sm lg:text-right">{connectionsText(consumer.connections)}</p>
            </li>
          ))}
        </ul>
      )}
    </CollapsedList>
  );
}
