import { z } from "zod";
import { freshOf } from "../fresh";
import { firing, pageOf, quiet } from "../reading";
import { defineKind } from "./define";

export const noDataKind = defineKind({
  title: "No data",
  explains:
    "Headroom cannot look: no sample of now, whatever the reason. Other rules hold their state meanwhile.",
  subject: "server",
  reads: "sample",
  severity: "critical",
  schema: z.object({ kind: z.literal("no-data") }),
  defaults: { kind: "no-data" },
  sentence: () => "No data",
  judge(_condition, databases, now) {
    for (const database of databases) {
      // Switched off by an admin: nothing is expected.
      if (database.live?.state === "off") continue;
      const fresh = freshOf(database, now);
      if (typeof fresh === "string")
        return firing("No data", fresh, { says: "See why there is no data", path: pageOf(database.id, "") });
      if (fresh.budget === null)
        return firing("No data", "The role that watches may not see the connections.", {
          says: "See what could not be read",
          path: pageOf(database.id, "connections"),
        });
    }
    return quiet("Samples come.");
  },
});
