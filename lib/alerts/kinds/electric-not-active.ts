import { z } from "zod";
import { freshOf, slotOf, SLOTS_UNSEEN } from "../fresh";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

export const electricNotActive = defineKind({
  title: "Electric not active",
  explains:
    "The running Electric does not report `active`; where its URL is not known, no session streams from its slot.",
  subject: "database",
  reads: "sample",
  severity: "critical",
  schema: z.object({ kind: z.literal("electric-not-active") }),
  defaults: { kind: "electric-not-active" },
  sentence: () => "Electric not active",
  judge: eachDatabase((_condition, database, now) => {
    const act = { says: "See what Electric reports", path: pageOf(database.id, "") };
    const running = database.live?.electric ?? null;
    if (running !== null)
      return running.state === "active"
        ? quiet("Electric is active.")
        : firing("Electric not active", `Electric ${running.says}.`, act);
    const fresh = freshOf(database, now);
    if (typeof fresh === "string") return noData(fresh);
    const slot = slotOf(fresh, database.slot);
    if (slot === "unseen") return noData(SLOTS_UNSEEN);
    if (slot === null) return quiet("Electric has not run here: it has no replication slot.");
    return slot.active
      ? quiet("A session streams from its slot.")
      : firing("Electric not active", `No session streams from slot ${database.slot}.`, act);
  }),
});
