import { budgetOf } from "@/lib/budget/budget";
import { slotName } from "@/lib/electric/names";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { longTransactions } from "../slot/blockers";
import { count } from "@/lib/text/words";

type Clue = (snapshot: ReachedSnapshot, target: Target) => string | null;

const server: Clue = ({ server: { walLevel, inRecovery } }) => {
  if (inRecovery) return "this server is a replica";
  return walLevel === "logical" ? null : `wal_level is ${walLevel}`;
};

const role: Clue = (snapshot, target) => {
  if (snapshot.role === null) return `the role ${target.role} does not exist`;
  const { canLogin, replication, superuser, replicationThrough, settings } = snapshot.role;
  if (!canLogin) return `the role ${target.role} may not log in`;
  if (!replication && !superuser && replicationThrough === null)
    return `the role ${target.role} has no REPLICATION`;
  const readOnly = settings.some(
    ({ name, value }) => name === "default_transaction_read_only" && value === "on",
  );
  return readOnly ? `default_transaction_read_only is on for ${target.role}` : null;
};

const foreignSlot: Clue = ({ slots, database }, target) => {
  if (isUnseen(slots)) return null;
  const slot = slots.find(({ name }) => name === slotName(target.streamId));
  return slot === undefined || slot.database === database.name
    ? null
    : `the slot ${slot.name} belongs to the database ${slot.database ?? "of a physical standby"}`;
};

const noFreeSlot: Clue = ({ slots, server: { maxReplicationSlots } }, target) => {
  if (isUnseen(slots) || slots.some(({ name }) => name === slotName(target.streamId))) return null;
  return slots.length < maxReplicationSlots
    ? null
    : `all ${maxReplicationSlots} replication slots are in use`;
};

const noWalSender: Clue = ({ walSenders, server: { maxWalSenders } }) =>
  isUnseen(walSenders) || walSenders < maxWalSenders ? null : `all ${maxWalSenders} WAL senders are in use`;

/** A slot that exists without a confirmed position is being made, and waits for transactions with an xid. */
const slotBeingMade: Clue = (snapshot, target) => {
  if (isUnseen(snapshot.slots)) return null;
  const slot = snapshot.slots.find(({ name }) => name === slotName(target.streamId));
  if (slot === undefined || slot.confirmedFlushLsn !== null || slot.walStatus === "lost") return null;
  const open = longTransactions(snapshot, 0);
  const first = open[0];
  const whom =
    first === undefined
      ? ""
      : `: ${count(open.length, "transaction")}, first process ${first.pid} (${first.role})`;
  return `the slot ${slot.name} is being made and waits for open transactions${whom}`;
};

const lockHeld: Clue = ({ electricLock }) => {
  if (isUnseen(electricLock) || electricLock.holderPid === null || electricLock.waiting === 0) return null;
  const { holderPid, holderRole, waiting } = electricLock;
  return `process ${holderPid}${holderRole === null ? "" : ` (${holderRole})`} holds Electric's advisory lock and ${count(waiting, "other")} ${waiting === 1 ? "waits" : "wait"} for it, as during a rolling deploy`;
};

/** Electric opens its whole pool or does not start (Electric 1.7.12, connection/manager/pool.ex 130-140). */
const full: Clue = (snapshot, target) => {
  const budget = budgetOf(snapshot, target);
  return budget === null || budget.short === 0 ? null : `its pool does not fit: ${budget.sum}`;
};

const clues: readonly Clue[] = [
  server,
  role,
  foreignSlot,
  noFreeSlot,
  noWalSender,
  full,
  slotBeingMade,
  lockHeld,
];

/** Returns why an Electric that answers 202 does not become active, as Postgres shows it; null where it shows nothing. */
export function causeOf(snapshot: Snapshot, target: Target): string | null {
  if (!snapshot.reached) return "Postgres cannot be reached from here either";
  for (const clue of clues) {
    const cause = clue(snapshot, target);
    if (cause !== null) return cause;
  }
  return null;
}
