import { deadlinesOf } from "@/lib/checks/slot/deadlines";
import { isLost, lossOf } from "@/lib/checks/slot/lost";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import { bytes, count, span } from "@/lib/text/words";
import type { SlotFacts } from "./facts";
import { readerText, senderOf } from "./sender";
import { failoverText } from "./slot-failover";
import type { ReportRow } from "./report";

/** pg_replication_slots.wal_status in words (PostgreSQL docs, 53.20). */
const WAL_STATUS: Readonly<Record<string, string>> = {
  reserved: "reserved: within max_wal_size",
  extended: "extended: more than max_wal_size, still kept",
  unreserved: "unreserved: over the limit, lost at the next checkpoint unless it catches up",
  lost: "lost: WAL that it needs is removed",
};

function stateRow(slot: Slot, facts: SlotFacts): ReportRow {
  if (!slot.active) {
    const told = facts.server.versionNum < 170_000 ? "; Postgres tells since when from 17 on" : "";
    return slot.inactiveSince === null
      ? { name: "State", value: `not read${told}` }
      : { name: "State", value: "not read since", since: slot.inactiveSince };
  }
  const started = senderOf(slot, facts)?.startedAt ?? null;
  const value = `read by ${readerText(slot, facts)}`;
  return started === null
    ? { name: "State", value }
    : { name: "State", value: `${value} since`, since: started };
}

function waitingRow({ electricLock }: SlotFacts): ReportRow[] {
  if (isUnseen(electricLock) || electricLock.waiting === 0) return [];
  const { waiting } = electricLock;
  return [
    {
      name: "Waiting",
      value: `${count(waiting, "more instance")} ${waiting === 1 ? "waits" : "wait"} for Electric's lock`,
    },
  ];
}

function deadlineRow(slot: Slot, facts: SlotFacts): ReportRow {
  const [first] = deadlinesOf(slot, facts, facts.before.slot).filter(({ cause }) => cause !== "kept WAL");
  const name = "Time limit";
  if (first !== undefined) {
    const when =
      first.inMs === null
        ? ""
        : first.inMs === 0
          ? "at the next checkpoint: "
          : `in about ${span(first.inMs)}: `;
    return { name, value: `${when}${first.why}` };
  }
  const timeout = facts.server.idleReplicationSlotTimeoutMs;
  if (timeout === null)
    return { name, value: "none (idle_replication_slot_timeout exists from Postgres 18)" };
  return timeout <= 0
    ? { name, value: "none (idle_replication_slot_timeout is 0)" }
    : { name, value: `lost after ${span(timeout)} without a reader (idle_replication_slot_timeout)` };
}

const position = ({ confirmedFlushLsn, lagBytes }: Slot): string =>
  `${lagBytes === null ? "unknown" : `${bytes(Math.max(0, lagBytes))} behind the end of WAL`}${confirmedFlushLsn === null ? "" : `, at ${confirmedFlushLsn}`}`;

function vacuumRow({ catalogXminAge }: Slot): ReportRow[] {
  if (catalogXminAge === undefined || catalogXminAge === null) return [];
  return [
    {
      name: "Vacuum",
      value: `catalogue rows of the last ${count(catalogXminAge, "transaction")} are kept (catalog_xmin)`,
    },
  ];
}

/** Returns every fact of a slot, in the order in which a reader asks for them. */
export function slotRows(slot: Slot, facts: SlotFacts): ReportRow[] {
  const plugin =
    slot.plugin ?? (slot.type === "physical" ? "none (physical)" : "unknown until the next check");
  return [
    stateRow(slot, facts),
    ...waitingRow(facts),
    ...(isLost(slot) ? [{ name: "Why lost", value: lossOf(slot, facts) }] : []),
    { name: "Confirmed", value: position(slot) },
    {
      name: "WAL kept",
      value:
        slot.retainedBytes === null
          ? "unknown"
          : `${bytes(Math.max(0, slot.retainedBytes))} since restart_lsn`,
    },
    {
      name: "WAL status",
      value:
        slot.walStatus === null
          ? "none: it keeps no WAL yet"
          : (WAL_STATUS[slot.walStatus] ?? slot.walStatus),
    },
    { name: "Failover", value: failoverText(slot, facts) },
    deadlineRow(slot, facts),
    { name: "Plugin", value: `${plugin}${slot.temporary ? ", temporary: it ends with its session" : ""}` },
    ...vacuumRow(slot),
  ];
}
