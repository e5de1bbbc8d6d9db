import { quoteLiteral } from "@/lib/postgres/identifier";
import type { Slot } from "@/lib/snapshot/replication";
import { listed } from "@/lib/text/words";
import type { SlotFacts } from "./facts";
import { standbyNames } from "./standbys";

/** Failover slots exist from here on (PostgreSQL 17 release notes). */
const FIRST_VERSION = 170_000;

/** On the standby itself a copy counts from the moment that it is persistent (seen on 17 and 18). */
function copyText({ temporary }: Slot): string {
  return temporary
    ? "copied from the primary, not ready: it is kept once Electric has confirmed again"
    : "copied from the primary and ready for a failover";
}

/** Returns whether a slot survives a failover, as far as this server can tell. */
export function failoverText(slot: Slot, facts: SlotFacts): string {
  const { server } = facts;
  if (server.versionNum < FIRST_VERSION) return "not possible below Postgres 17: a failover loses the slot";
  if (slot.synced === true) return copyText(slot);
  if (slot.temporary) return "no: a temporary slot can never be a failover slot";
  if (slot.failover === null) return "unknown until the next check";
  if (!slot.failover) return "no: at a failover it stays behind on the old primary";
  const standbys = standbyNames(facts);
  if (standbys.length === 0) return "yes, but no standby is connected that could copy it";
  const off = [
    ...(server.syncReplicationSlots === true ? [] : ["sync_replication_slots"]),
    ...(server.hotStandbyFeedback ? [] : ["hot_standby_feedback"]),
  ];
  const settings =
    off.length === 0 ? "" : `; ${off.join(" and ")} ${off.length === 1 ? "is" : "are"} off here`;
  return `yes; whether ${listed(standbys)} ${standbys.length === 1 ? "has" : "have"} its copy is known only there${settings}`;
}

/** Returns the query that tells on a standby whether it has a copy that survives a failover; null where none could have one. */
export function copyQuery(slot: Slot, facts: SlotFacts): string | null {
  if (slot.failover !== true || slot.synced === true || standbyNames(facts).length === 0) return null;
  return `SELECT synced AND NOT temporary AND invalidation_reason IS NULL AS ready\nFROM pg_replication_slots WHERE slot_name = ${quoteLiteral(slot.name)};`;
}
