import { z } from "zod";
import { bytes } from "@/lib/text/words";
import { freshOf, slotOf, SLOTS_UNSEEN } from "../fresh";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

const MB = 1024 * 1024;

const overMb = z.coerce
  .number("A number of MB.")
  .int("Whole MB.")
  .min(1, "At least 1 MB.")
  .max(100_000_000, "At most 100,000,000 MB.");

const schema = z.object({ kind: z.literal("slot-lag"), overMb });

export const slotLag = defineKind({
  title: "Slot lags",
  explains: "Electric has not confirmed more than so many MB of WAL.",
  subject: "database",
  reads: "sample",
  severity: "warning",
  schema,
  defaults: { kind: "slot-lag", overMb: 1024 },
  sentence: (condition) => `Slot lags more than ${bytes(condition.overMb * MB)}`,
  judge: eachDatabase((condition: z.output<typeof schema>, database, now) => {
    const fresh = freshOf(database, now);
    if (typeof fresh === "string") return noData(fresh);
    const slot = slotOf(fresh, database.slot);
    if (slot === "unseen") return noData(SLOTS_UNSEEN);
    if (slot === null) return quiet("There is no slot.");
    if (slot.lagBytes === null) return noData(`The lag of slot ${database.slot} is not known.`);
    const lag = bytes(Math.max(0, slot.lagBytes));
    if (slot.lagBytes <= condition.overMb * MB) return quiet(`${lag} behind.`);
    return firing(
      `${lag} behind`,
      `Electric has not confirmed ${lag} of WAL, more than ${bytes(condition.overMb * MB)}.`,
      {
        says: "Open the slot",
        path: pageOf(database.id, "replication"),
      },
    );
  }),
});
