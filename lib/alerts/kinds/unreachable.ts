import { z } from "zod";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind } from "./define";

export const unreachable = defineKind({
  title: "Database unreachable",
  explains: "No session comes about: the address, the network, TLS or the login fails.",
  subject: "server",
  reads: "sample",
  severity: "critical",
  schema: z.object({ kind: z.literal("unreachable") }),
  defaults: { kind: "unreachable" },
  sentence: () => "Unreachable",
  judge(_condition, databases) {
    for (const { id, live } of databases)
      if (live?.state === "unreachable")
        return firing("Unreachable", live.trouble?.what ?? "No session came about.", {
          says: "See why it is unreachable",
          path: pageOf(id, ""),
        });
    // A server that is full answers.
    if (databases.some(({ live }) => live?.state === "sampling" || live?.state === "full"))
      return quiet("The server answers.");
    return noData(databases[0]?.live?.trouble?.what ?? "No session was tried yet.");
  },
});
