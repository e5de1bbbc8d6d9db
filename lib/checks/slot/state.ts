import { settingWay } from "@/lib/postgres/setting-way";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defineCheck } from "../define";
import { pass, warn, type Judgement, type Way } from "../finding";
import { bytes, span } from "@/lib/text/words";
import { idleMs } from "./deadlines";
import { lostSlot } from "./lost";
import { dropSlot, judgeSlot } from "./own";
import { LOW, walRiskOf } from "./wal-risk";

const catchUp = ({ server, connection }: ReachedSnapshot): Way[] => {
  const keep = server.maxSlotWalKeepBytes;
  const catching = {
    says: "Have Electric run and catch up; it confirms what it has stored, and Postgres lets go of the WAL.",
  };
  if (keep === null) return [catching];
  const twice = `${Math.max(4096, Math.ceil((keep * 2) / 1_048_576))}MB`;
  const more = settingWay(connection.provider, "max_slot_wal_keep_size", twice);
  return [catching, { ...more, says: `Or keep more WAL, as far as the disk allows. ${more.says}` }];
};

function unused(slot: Slot, { electric, takenAt }: ReachedSnapshot): Judgement {
  const idle = idleMs(slot, takenAt);
  const since = idle === null ? "" : ` for ${span(idle)}`;
  const kept =
    slot.retainedBytes === null ? "" : `, and Postgres keeps ${bytes(slot.retainedBytes)} of WAL for it`;
  const asleep =
    electric?.status === "active"
      ? "; Electric answers “active”, so it sleeps (ELECTRIC_REPLICATION_IDLE_TIMEOUT) or uses another slot"
      : "";
  return warn({
    found: `nothing has read ${slot.name}${since}${kept}${asleep}`,
    needed:
      "an Electric that reads the slot; without one WAL piles up until the disk is full or the slot is lost",
    objects: [slot.name],
    ways: [
      { says: "Start Electric, or look why it cannot connect." },
      {
        says: "Or drop the slot, if Electric is not to come back to it; its shapes are then served anew.",
        sql: dropSlot(slot.name),
      },
    ],
  });
}

export const slotState = defineCheck({
  id: "slot.state",
  title: "Slot is alive and in use",
  why: "When Postgres has removed WAL that a slot needs, Electric gives up everything that it has stored: it drops the slot and purges all shapes, and every client loads its data again.",
  source: "Electric 1.7.12, db_connection_error.ex 102-152; PostgreSQL docs, pg_replication_slots",
  worst: "fail",
  act: { says: "Start Electric, or drop its slot", page: "replication" },
  momentary: true,
  whyNotFixed: "Electric drops a slot that is lost and serves every shape anew.",
  judge(snapshot, target) {
    return judgeSlot(snapshot, target, (slot) => {
      const keep = snapshot.server.maxSlotWalKeepBytes;
      const risk = walRiskOf(slot, keep);
      if (risk === "lost") return lostSlot(slot, snapshot);
      if (risk === "extended" || risk === "unreserved")
        return warn({
          found:
            risk === "extended"
              ? `${slot.name} keeps more WAL than max_wal_size${slot.safeWalBytes === null ? "" : `; it is lost after ${bytes(Math.max(0, slot.safeWalBytes))} more`}`
              : `${slot.name} no longer reserves its WAL: it is lost at the next checkpoint unless Electric catches up`,
          needed: "wal_status reserved",
          objects: [slot.name],
          ways: catchUp(snapshot),
        });
      if (!slot.active) return unused(slot, snapshot);
      if (risk === "little left" && slot.safeWalBytes !== null && keep !== null)
        return warn({
          found: `${slot.name} is lost after ${bytes(Math.max(0, slot.safeWalBytes))} more WAL; max_slot_wal_keep_size is ${bytes(keep)}`,
          needed: `at least a fifth of it (${bytes(keep * LOW)}) left`,
          objects: [slot.name],
          ways: catchUp(snapshot),
        });
      return pass(`${slot.name} is in use, and its WAL is reserved.`);
    });
  },
});
