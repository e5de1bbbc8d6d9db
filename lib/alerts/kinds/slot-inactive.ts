import { z } from "zod";
import { bytes } from "@/lib/text/words";
import { freshOf, slotOf, SLOTS_UNSEEN } from "../fresh";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

export const slotInactive = defineKind({
  title: "Slot inactive",
  explains: "No session reads Electric's slot, so that WAL is kept and grows.",
  subject: "database",
  reads: "sample",
  severity: "critical",
  schema: z.object({ kind: z.literal("slot-inactive") }),
  defaults: { kind: "slot-inactive" },
  sentence: () => "Slot inactive",
  judge: eachDatabase((_condition, database, now) => {
    const fresh = freshOf(database, now);
    if (typeof fresh === "string") return noData(fresh);
    const slot = slotOf(fresh, database.slot);
    if (slot === "unseen") return noData(SLOTS_UNSEEN);
    if (slot === null) return quiet("There is no slot.");
    if (slot.active) return quiet(`Slot ${database.slot} is read.`);
    const keep = fresh.sample.server.maxSlotWalKeepBytes;
    const kept = slot.retainedBytes === null ? "WAL is kept" : `WAL kept ${bytes(slot.retainedBytes)}`;
    const limit = keep === null ? ", without a limit" : ` of ${bytes(keep)}`;
    return firing("Slot inactive", `${kept}${limit}.`, {
      says: "Open the slot",
      path: pageOf(database.id, "replication"),
    });
  }),
});
