import { z } from "zod";
import { bytes, span } from "@/lib/text/words";
import { freshOf, slotOf, SLOTS_UNSEEN } from "../fresh";
import { firing, noData, pageOf, quiet } from "../reading";
import { endsInMs } from "../trend";
import { defineKind, eachDatabase } from "./define";
import { withinHours } from "./headroom-ends";

const HOUR_MS = 3_600_000;

const schema = z.object({ kind: z.literal("slot-ends"), withinHours });

export const slotEnds = defineKind({
  title: "Slot lost soon",
  explains:
    "The WAL kept for the slot, if it goes on growing, reaches max_slot_wal_keep_size within so many hours.",
  subject: "database",
  reads: "sample",
  severity: "critical",
  schema,
  defaults: { kind: "slot-ends", withinHours: 6 },
  sentence: (condition) => `Slot lost within ${condition.withinHours} h`,
  judge: eachDatabase((condition: z.output<typeof schema>, database, now) => {
    const fresh = freshOf(database, now);
    if (typeof fresh === "string") return noData(fresh);
    const slot = slotOf(fresh, database.slot);
    if (slot === "unseen") return noData(SLOTS_UNSEEN);
    const keep = fresh.sample.server.maxSlotWalKeepBytes;
    if (slot === null || slot.retainedBytes === null) return quiet("There is no slot with WAL.");
    if (keep === null) return quiet("Nothing limits the WAL that is kept: max_slot_wal_keep_size is -1.");
    const moments = database.trend.flatMap(({ at, walBytes }) =>
      walBytes === null ? [] : [{ at, value: walBytes }],
    );
    const kept = `${bytes(slot.retainedBytes)} of ${bytes(keep)} WAL kept`;
    const ends = endsInMs(moments, slot.retainedBytes, keep, 1);
    if (ends === null || ends > condition.withinHours * HOUR_MS) return quiet(`${kept}.`);
    const when = ends === 0 ? "The limit is reached" : `The limit is reached in ${span(ends)}`;
    return firing("Slot lost soon", `${kept}. ${when}.`, {
      says: "Open the slot",
      path: pageOf(database.id, "replication"),
    });
  }),
});
