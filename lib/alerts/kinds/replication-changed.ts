import { z } from "zod";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

export const replicationChanged = defineKind({
  title: "Publication or role changed",
  explains: "A check run found another publication or another role of Electric than the check run before it.",
  subject: "database",
  reads: "check",
  severity: "warning",
  schema: z.object({ kind: z.literal("replication-changed") }),
  defaults: { kind: "replication-changed" },
  sentence: () => "Publication or role changed",
  judge: eachDatabase((_condition, { id, check }) => {
    if (check === null) return noData("It was not checked yet.");
    if (!check.reached) return noData("The last check run did not reach it.");
    return check.changed === null
      ? quiet("Publication and role are as in the check run before.")
      : firing("Changed", check.changed, { says: "Open the readiness page", path: pageOf(id, "readiness") });
  }),
});
