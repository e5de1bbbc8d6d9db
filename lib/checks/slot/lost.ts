import { displayName } from "@/lib/postgres/identifier";
import { settingWay } from "@/lib/postgres/setting-way";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { fail, type Judgement, type Way } from "../finding";
import { span } from "@/lib/text/words";
import { dropSlot } from "./own";

type LossFacts = {
  server: Pick<ReachedSnapshot["server"], "idleReplicationSlotTimeoutMs">;
  connection: Pick<ReachedSnapshot["connection"], "provider">;
};
type Cause = { found: string; prevent: Way[] };

const walRemoved: Cause = {
  found: "Postgres has removed WAL that it needs",
  prevent: [
    { says: "So that it does not come again: see that Electric runs, and keep more WAL (server.wal_keep)." },
  ],
};

/** Returns why Postgres gave a slot up, and what keeps the next one (PostgreSQL docs, pg_replication_slots.invalidation_reason). */
function causeOf({ invalidationReason }: Slot, { server, connection }: LossFacts): Cause {
  switch (invalidationReason) {
    // Up to 16 there is no reason: there, WAL that was removed is the only one on a primary.
    case null:
    case "wal_removed":
      return walRemoved;
    case "rows_removed":
      return {
        found:
          "rows of the catalogue that it needs were removed, which happens to a slot that was on a standby",
        prevent: [
          {
            ...settingWay(connection.provider, "hot_standby_feedback", "on"),
            says: `So that it does not come again: have the standbys say what they need. ${settingWay(connection.provider, "hot_standby_feedback", "on").says}`,
          },
        ],
      };
    case "wal_level_insufficient":
      return {
        found: "wal_level was below logical for a time, and that WAL cannot be decoded",
        prevent: [{ says: "So that it does not come again: leave wal_level at logical (server.wal_level)." }],
      };
    case "idle_timeout": {
      const timeout = server.idleReplicationSlotTimeoutMs ?? 0;
      const way = settingWay(connection.provider, "idle_replication_slot_timeout", "0");
      return {
        found: `nothing read it for longer than idle_replication_slot_timeout${timeout > 0 ? ` (${span(timeout)})` : ""}`,
        prevent: [
          {
            ...way,
            says: `So that it does not come again: raise the timeout, or turn it off and let max_slot_wal_keep_size bound what an absent Electric costs. ${way.says}`,
          },
          {
            says: "And keep Electric connected: without ELECTRIC_REPLICATION_IDLE_TIMEOUT (0 is off) it never leaves its slot by itself.",
          },
        ],
      };
    }
    default:
      return {
        found: `Postgres gives the reason ${displayName(invalidationReason)}`,
        prevent: [{ says: "See what the server's log says of the slot at that time." }],
      };
  }
}

/** Returns whether Postgres has given a slot up, so that nothing can be read from it any more. */
export const isLost = ({
  walStatus,
  invalidationReason,
}: Pick<Slot, "walStatus" | "invalidationReason">): boolean =>
  walStatus === "lost" || invalidationReason !== null;

/** Returns that a slot is lost and why, as a clause. */
export const lossOf = (slot: Slot, facts: LossFacts): string =>
  `${slot.name} is lost${slot.invalidationReason === null ? "" : ` (${slot.invalidationReason})`}: ${causeOf(slot, facts).found}`;

/** Judges a slot that Postgres has given up: Electric begins anew, and the cause says what keeps the next one. */
export function lostSlot(slot: Slot, snapshot: ReachedSnapshot): Judgement {
  const { prevent } = causeOf(slot, snapshot);
  return fail({
    found: lossOf(slot, snapshot),
    needed: "a slot that Postgres has not given up",
    objects: [slot.name],
    ways: [
      {
        says: "Restart Electric: it drops the slot, makes a new one and serves every shape anew. That slot is not a failover slot, and in automatic mode the publication is made anew and empty.",
      },
      {
        says: "Or drop the slot yourself first, and prepare the next one as slot.failover says.",
        sql: dropSlot(slot.name),
      },
      ...prevent,
    ],
  });
}
