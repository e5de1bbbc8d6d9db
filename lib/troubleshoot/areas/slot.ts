import { allReplicationSlotsInUse } from "../entries/all-replication-slots-in-use";
import { duplicateSlotFile } from "../entries/duplicate-slot-file";
import { failoverSlotNotTemporary } from "../entries/failover-slot-not-temporary";
import { pendingTransactionBlocksSlot } from "../entries/pending-transaction-blocks-slot";
import { replicationSlotActive } from "../entries/replication-slot-active";
import { replicationSlotDoesNotExist } from "../entries/replication-slot-does-not-exist";
import { replicationSlotDoesNotSupportFailover } from "../entries/replication-slot-does-not-support-failover";
import { replicationSlotInvalidated } from "../entries/replication-slot-invalidated";
import { replicationSlotLost } from "../entries/replication-slot-lost";
import { replicationSlotNameInvalid } from "../entries/replication-slot-name-invalid";
import { slotInWritingTransaction } from "../entries/slot-in-writing-transaction";
import { slotNotDropped } from "../entries/slot-not-dropped";
import { slotOfAnotherDatabase } from "../entries/slot-of-another-database";
import { slotOfAnotherPlugin } from "../entries/slot-of-another-plugin";
import { slotSyncNeedsDbname } from "../entries/slot-sync-needs-dbname";
import { walLevelNotLogical } from "../entries/wal-level-not-logical";

/** The entries of one part, in reading order. */
export const slot = [
  walLevelNotLogical,
  replicationSlotActive,
  replicationSlotDoesNotExist,
  replicationSlotLost,
  replicationSlotInvalidated,
  allReplicationSlotsInUse,
  slotOfAnotherDatabase,
  slotOfAnotherPlugin,
  replicationSlotNameInvalid,
  replicationSlotDoesNotSupportFailover,
  failoverSlotNotTemporary,
  slotSyncNeedsDbname,
  slotInWritingTransaction,
  pendingTransactionBlocksSlot,
  slotNotDropped,
  duplicateSlotFile,
] as const;
