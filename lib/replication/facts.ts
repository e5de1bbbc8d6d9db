import type { DeadlineFacts } from "@/lib/checks/slot/deadlines";
import type { Known } from "@/lib/checks/known";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { OPENS } from "@/lib/postgres/predefined-roles";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";

/** Facts of slots: small enough for a browser, where the live sample keeps its numbers fresh. */
export type SlotFacts = DeadlineFacts &
  Pick<ReachedSnapshot, "electricLock" | "walSenderList"> & {
    server: Pick<
      ReachedSnapshot["server"],
      | "versionNum"
      | "inRecovery"
      | "maxSlotWalKeepBytes"
      | "idleReplicationSlotTimeoutMs"
      | "synchronizedStandbySlots"
      | "syncReplicationSlots"
      | "hotStandbyFeedback"
    >;
    database: Pick<ReachedSnapshot["database"], "name">;
    /** The statement that shows what of walsenders is hidden; null where all was seen. */
    sendersGrant: string | null;
    /** The target's slot at the check run before, and how fast WAL was written since; empty without one. */
    before: { slot?: Known["slot"]; walRate: WalRate | null };
  };

/** How fast WAL was written between two moments. */
export type WalRate = { bytesPerMs: number; overMs: number };

/** Returns the statement that shows walsenders, or what of them is hidden from a role; null where all was seen. */
function sendersGrantOf({ walSenderList: list, visitor }: ReachedSnapshot): string | null {
  if (list === undefined) return null;
  if (isUnseen(list)) return list.grant;
  return list.some(({ startedAt }) => startedAt === null)
    ? `-- ${OPENS.pg_read_all_stats}\nGRANT pg_read_all_stats TO ${quoteIdentifier(visitor.role)};`
    : null;
}

/** Returns what is told of slots from a check run. */
export function slotFactsOf(snapshot: ReachedSnapshot, before: SlotFacts["before"]): SlotFacts {
  const { takenAt, server, database, slots, electricLock, walSenderList, connection } = snapshot;
  const {
    versionNum,
    inRecovery,
    maxSlotWalKeepBytes,
    idleReplicationSlotTimeoutMs,
    synchronizedStandbySlots,
    syncReplicationSlots,
    hotStandbyFeedback,
  } = server;
  return {
    takenAt,
    server: {
      versionNum,
      inRecovery,
      maxSlotWalKeepBytes,
      idleReplicationSlotTimeoutMs,
      synchronizedStandbySlots,
      syncReplicationSlots,
      hotStandbyFeedback,
    },
    database: { name: database.name },
    slots,
    electricLock,
    sendersGrant: sendersGrantOf(snapshot),
    ...(walSenderList === undefined ? {} : { walSenderList }),
    connection: { provider: connection.provider },
    before,
  };
}
