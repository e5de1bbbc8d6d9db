import { isPlatformSlot, namesInList } from "@/lib/electric/failover";
import type { Slot, WalSender } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import { bytes, count } from "@/lib/text/words";
import type { SlotFacts } from "./facts";
import { readerText, senderOf } from "./sender";

export const STANDBY_KINDS = ["standby", "platform", "backup", "unused slot"] as const;

/** A physical slot or a physical walsender: a standby, a platform's storage or backup, or a slot that nothing reads. */
export type Standby = {
  name: string;
  kind: (typeof STANDBY_KINDS)[number];
  /** The slot's name; null for a standby that streams without one. */
  slot: string | null;
  reader: string | null;
  /** Bytes of WAL kept for it; null without a slot, or where the slot keeps none yet. */
  retainedBytes: number | null;
  /** Facts beside the WAL that it keeps, and how it is in step, each as a clause. */
  notes: string[];
};

/** Backups stream WAL under names of their own (PostgreSQL docs, pg_basebackup, pg_receivewal; Barman docs, streaming). */
const BACKUPS = /^(?:pg_basebackup|pg_receivewal|barman|walg|wal-g|pgbackrest)/i;

type Facts = Pick<SlotFacts, "slots" | "walSenderList"> & {
  server: Pick<SlotFacts["server"], "synchronizedStandbySlots">;
};

function kindOf(slot: Slot | null, sender: WalSender | undefined): Standby["kind"] {
  if (slot !== null && isPlatformSlot(slot.name)) return "platform";
  if (BACKUPS.test(slot?.name ?? "") || BACKUPS.test(sender?.applicationName ?? "")) return "backup";
  return slot !== null && !slot.active ? "unused slot" : "standby";
}

/** How a walsender's client is in step (PostgreSQL docs, pg_stat_replication.sync_state). */
const SYNC: Readonly<Record<string, string>> = {
  sync: "commits wait for it (synchronous)",
  quorum: "commits wait for a quorum that it is part of",
  potential: "takes over when a synchronous standby fails",
  async: "commits do not wait for it (asynchronous)",
};

function notesOf(slot: Slot | null, sender: WalSender | undefined, facts: Facts): string[] {
  const isAwaited =
    slot !== null && namesInList(facts.server.synchronizedStandbySlots ?? "").includes(slot.name);
  const age = slot?.xminAge ?? null;
  return [
    ...(sender?.state === undefined || sender.state === null ? [] : [sender.state]),
    ...(sender?.syncState === undefined || sender.syncState === null
      ? []
      : [SYNC[sender.syncState] ?? sender.syncState]),
    ...(isAwaited ? ["failover slots wait for it (synchronized_standby_slots)"] : []),
    ...(age === null
      ? []
      : [`keeps rows of the last ${count(age, "transaction")} from vacuum (hot_standby_feedback)`]),
    ...(slot?.walStatus === "lost" ? ["lost: it has to be made anew"] : []),
  ];
}

const ofSlot = (slot: Slot, facts: Facts): Standby => {
  const sender = senderOf(slot, facts);
  const name = sender?.applicationName ?? "";
  return {
    name: name === "" || name === "walreceiver" ? slot.name : name,
    kind: kindOf(slot, sender),
    slot: slot.name,
    reader: slot.active ? readerText(slot, facts) : null,
    retainedBytes: slot.retainedBytes,
    notes: notesOf(slot, sender, facts),
  };
};

const ofSender = (sender: WalSender, facts: Facts): Standby => ({
  name: sender.applicationName === "" ? `process ${sender.pid}` : sender.applicationName,
  kind: kindOf(null, sender),
  slot: null,
  reader: `process ${sender.pid} (${[sender.role ?? "role unknown", sender.address ?? "address unknown"].join(", ")})`,
  retainedBytes: null,
  notes: [...notesOf(null, sender, facts), "no slot: WAL it has not read may be removed"],
});

/** Returns physical slots and what streams without one; those that were seen, where a part is closed. */
export function standbysOf(facts: Facts): Standby[] {
  const slots = isUnseen(facts.slots) ? [] : facts.slots;
  const senders =
    facts.walSenderList === undefined || isUnseen(facts.walSenderList) ? [] : facts.walSenderList;
  const read = new Set(slots.flatMap(({ activePid }) => activePid ?? []));
  return [
    ...slots.filter(({ type }) => type === "physical").map((slot) => ofSlot(slot, facts)),
    ...senders
      .filter(({ pid, database }) => database === null && !read.has(pid))
      .map((sender) => ofSender(sender, facts)),
  ];
}

/** Returns the names of the standbys that could copy slots: it takes a slot of their own (PostgreSQL docs, 47.2.3). */
export const standbyNames = (facts: Facts): string[] =>
  standbysOf(facts).flatMap(({ kind, name, slot, reader }) =>
    kind === "standby" && slot !== null && reader !== null ? [name] : [],
  );

/** Returns the standbys in one sentence. */
export function standbySentence(standbys: readonly Standby[]): string {
  const streaming = standbys.filter(({ kind }) => kind === "standby").length;
  const unused = standbys.filter(({ kind }) => kind === "unused slot");
  const kept = unused.reduce((sum, { retainedBytes }) => sum + (retainedBytes ?? 0), 0);
  if (standbys.length === 0) return "No standby and no physical slot.";
  const first =
    streaming === 0
      ? "No standby streams"
      : `${count(streaming, "standby", "standbys")} ${streaming === 1 ? "streams" : "stream"}`;
  return unused.length === 0
    ? `${first}.`
    : `${first}; ${count(unused.length, "physical slot")} without a reader ${unused.length === 1 ? "keeps" : "keep"} ${bytes(kept)}.`;
}
