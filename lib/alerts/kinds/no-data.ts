import { z } from "zod";
import { freshOf } from "../fresh";
import { firingFor, pageOf, quiet, type DatabaseReading, type Found } from "../reading";
import { defineKind } from "./define";

/** Returns why there is no data of a database; none where there is some. */
function blindOf(database: DatabaseReading, now: number): Found[] {
  const { id, live } = database;
  // Switched off by an admin: nothing is expected.
  if (live?.state === "off") return [];
  const fresh = freshOf(database, now);
  const figure = "No data";
  if (typeof fresh === "string")
    return [{ id, figure, says: fresh, act: { says: "See why there is no data", path: pageOf(id, "") } }];
  if (fresh.budget !== null) return [];
  const says = "The role that watches may not see the connections.";
  return [{ id, figure, says, act: { says: "See what could not be read", path: pageOf(id, "connections") } }];
}

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
    const blind = databases.flatMap((database) => blindOf(database, now));
    return firingFor(blind, databases.length) ?? quiet("Samples come.");
  },
});
