import { z } from "zod";
import { freshOf, slotOf, SLOTS_UNSEEN } from "../fresh";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

export const slotLost = defineKind({
  title: "Slot lost",
  explains: "Postgres dropped WAL that Electric has not read, or the slot that Electric had is gone.",
  subject: "database",
  reads: "sample",
  severity: "critical",
  schema: z.object({ kind: z.literal("slot-lost") }),
  defaults: { kind: "slot-lost" },
  sentence: () => "Slot lost",
  judge: eachDatabase((_condition, database, now) => {
    const fresh = freshOf(database, now);
    if (typeof fresh === "string") return noData(fresh);
    const slot = slotOf(fresh, database.slot);
    if (slot === "unseen") return noData(SLOTS_UNSEEN);
    const act = { says: "Open the slot", path: pageOf(database.id, "replication") };
    if (slot?.walStatus === "lost")
      return firing(
        "Slot lost",
        `Postgres removed WAL that slot ${database.slot} needs. Electric has to start over.`,
        act,
      );
    if (slot !== null) return quiet(`Slot ${database.slot} is ${slot.walStatus ?? "there"}.`);
    return database.trend.some(({ walBytes }) => walBytes !== null)
      ? firing("Slot gone", `Slot ${database.slot} was there within the last 24 h and was dropped.`, act)
      : quiet("There is no slot.");
  }),
});
