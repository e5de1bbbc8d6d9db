import { slotName } from "@/lib/electric/names";
import { quoteLiteral } from "@/lib/postgres/identifier";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { notApplicable, unknown, type Judgement } from "../finding";

/** Returns the target's slot where it is a logical one of this database; undefined where it is not, or slots are closed. */
export function ownSlot({ slots, database }: ReachedSnapshot, target: Target): Slot | undefined {
  if (isUnseen(slots)) return undefined;
  const name = slotName(target.streamId);
  return slots.find(
    (slot) => slot.name === name && slot.type === "logical" && slot.database === database.name,
  );
}

/** Judges the target's slot; without one, or without the right to look, nothing is guessed. */
export function judgeSlot(
  { slots, database }: ReachedSnapshot,
  target: Target,
  judge: (slot: Slot) => Judgement,
): Judgement {
  if (isUnseen(slots))
    return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
  const name = slotName(target.streamId);
  const slot = slots.find((candidate) => candidate.name === name);
  if (slot === undefined)
    return notApplicable(`There is no slot ${name} yet; Electric makes it at its first start.`);
  if (slot.type !== "logical" || slot.database !== database.name)
    return notApplicable(`The slot ${name} is not this Electric's; slot.name says why.`);
  return judge(slot);
}

/** Returns the SQL that drops a slot; Postgres refuses it while the slot is in use. */
export const dropSlot = (name: string): string => `SELECT pg_drop_replication_slot(${quoteLiteral(name)});`;

/** Returns the SQL that makes a failover slot for Electric (17 and newer: the fifth argument is `failover`). */
export const makeFailoverSlot = (name: string): string =>
  `SELECT pg_create_logical_replication_slot(${quoteLiteral(name)}, 'pgoutput', false, false, true);`;
