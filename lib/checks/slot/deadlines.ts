import { providers } from "@/lib/postgres/provider";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Known } from "../known";
import { bytes, span } from "@/lib/text/words";
import { grownWhileStanding } from "./growth";

/** When a slot that nothing reads is lost. */
export type Deadline = {
  cause: "idle timeout" | "kept WAL" | "provider drops" | "provider failover";
  /** ms from now; null where no figure is known. */
  inMs: number | null;
  /** Why, as a clause. */
  why: string;
};

/** Facts that a deadline depends on beside the slot. */
export type DeadlineFacts = Pick<ReachedSnapshot, "takenAt" | "slots"> & {
  server: Pick<ReachedSnapshot["server"], "idleReplicationSlotTimeoutMs" | "maxSlotWalKeepBytes">;
  connection: Pick<ReachedSnapshot["connection"], "provider">;
};

/** Returns for how long nothing has read a slot, ms; null where one reads it, or the version does not tell (below 17). */
export const idleMs = ({ inactiveSince }: Pick<Slot, "inactiveSince">, takenAt: string): number | null =>
  inactiveSince === null ? null : Math.max(0, Date.parse(takenAt) - Date.parse(inactiveSince));

function byIdleTimeout(slot: Slot, { server, takenAt }: DeadlineFacts): Deadline[] {
  const timeout = server.idleReplicationSlotTimeoutMs ?? 0;
  // A slot that was synchronised from a primary does not go by this timeout (PostgreSQL 18 docs, 19.6.1).
  if (timeout <= 0 || slot.synced === true) return [];
  const idle = idleMs(slot, takenAt);
  return [
    {
      cause: "idle timeout",
      inMs: idle === null ? null : Math.max(0, timeout - idle),
      why: `idle_replication_slot_timeout is ${span(timeout)}${idle === null ? "" : `, and nothing has read it for ${span(idle)}`}`,
    },
  ];
}

function byKeptWal(slot: Slot, { server, takenAt }: DeadlineFacts, before: Known["slot"]): Deadline[] {
  const { safeWalBytes } = slot;
  const grown = grownWhileStanding(slot, before, takenAt);
  if (safeWalBytes === null || server.maxSlotWalKeepBytes === null || grown === null) return [];
  const rate = grown.bytes / grown.ms;
  return [
    {
      cause: "kept WAL",
      inMs: Math.max(0, safeWalBytes) / rate,
      why: `max_slot_wal_keep_size is ${bytes(server.maxSlotWalKeepBytes)}, ${bytes(Math.max(0, safeWalBytes))} are left, and ${bytes(rate * 3_600_000)} of WAL are written an hour`,
    },
  ];
}

function byProvider(slot: Slot, { slots, connection, takenAt }: DeadlineFacts): Deadline[] {
  const { idleSlots: rule, name } = providers[connection.provider];
  if (rule === null || isUnseen(slots)) return [];
  const idle = idleMs(slot, takenAt);
  switch (rule.then) {
    case "dropped beside one that is read": {
      const isBeside = slots.some(
        (other) => other.type === "logical" && other.active && other.name !== slot.name,
      );
      if (!isBeside) return [];
      const inMs = idle === null ? null : Math.max(0, rule.afterMs - idle);
      const why = `${name} drops a slot that stands for ${span(rule.afterMs)} while another one is read`;
      return [{ cause: "provider drops", inMs, why }];
    }
    case "lost at a failover":
      if (slot.failover !== true || (idle !== null && idle < rule.afterMs)) return [];
      return [
        {
          cause: "provider failover",
          inMs: null,
          why: `a failover slot that does not move on within ${span(rule.afterMs)} (logical_slot_sync_timeout) can come back lost after a failover on ${name}`,
        },
      ];
  }
}

/** Returns what ends a slot that nothing reads, the soonest first and those without a figure last; none for one in use. */
export function deadlinesOf(slot: Slot, snapshot: DeadlineFacts, before: Known["slot"]): Deadline[] {
  if (slot.active || slot.temporary) return [];
  return [
    ...byIdleTimeout(slot, snapshot),
    ...byKeptWal(slot, snapshot, before),
    ...byProvider(slot, snapshot),
  ].sort((one, other) => (one.inMs ?? Infinity) - (other.inMs ?? Infinity));
}
