import { slotPlaces, serverReplicationSlots } from "@/lib/checks/server/replication-slots";
import { senderPlaces, serverWalSenders } from "@/lib/checks/server/wal-senders";
import { enoughOf } from "@/lib/checks/server/pending";
import { count } from "@/lib/text/words";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Kind } from "./kind";

/** The value that Postgres ships for both, below which there is no reason to go (PostgreSQL docs 20.6.1). */
const sumOf = ({ others, least, advised }: { others: number; least: number; advised: number }): string =>
  `${count(others, "other")} + 2 for Electric and its deploy = ${least}${advised > least ? `; ${advised} is Postgres' own default` : ""}.`;

/** max_replication_slots: Electric's slot, and one more while it is deployed. */
export const replicationSlots: Kind = ({ snapshot: { server, slots }, target, open }) => {
  const finding = open.get(serverReplicationSlots.id);
  if (finding === undefined || isUnseen(slots)) return {};
  const places = slotPlaces(slots, server.maxReplicationSlots, target);
  return {
    wishes: [
      {
        check: finding.id,
        name: "max_replication_slots",
        to: String(enoughOf(server, "max_replication_slots", places.least, places.advised)),
        now: String(server.maxReplicationSlots),
        sum: sumOf(places),
        why: "Without a free slot Electric retries without end. Standbys and other readers take places of the same number; keep max_wal_senders no smaller.",
        source: finding.source,
      },
    ],
  };
};

/** max_wal_senders: Electric's stream, and one more while it is deployed. */
export const walSenders: Kind = ({ snapshot, target, open }) => {
  const finding = open.get(serverWalSenders.id);
  const { server, walSenders: used } = snapshot;
  if (finding === undefined || isUnseen(used)) return {};
  const places = senderPlaces(snapshot, used, target);
  return {
    wishes: [
      {
        check: finding.id,
        name: "max_wal_senders",
        to: String(enoughOf(server, "max_wal_senders", places.least, places.advised)),
        now: String(server.maxWalSenders),
        sum: sumOf(places),
        why: "Each Electric streams through one walsender, and so does every standby.",
        source: finding.source,
      },
    ],
  };
};
