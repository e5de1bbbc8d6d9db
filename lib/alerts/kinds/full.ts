import { z } from "zod";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind } from "./define";

const WHAT = {
  server: "Server full",
  role: "Role limit reached",
  database: "Database limit reached",
} as const;

export const full = defineKind({
  title: "Server full",
  explains: "Postgres refused a session for want of a connection (SQLSTATE 53300).",
  subject: "server",
  reads: "sample",
  severity: "critical",
  schema: z.object({ kind: z.literal("full") }),
  defaults: { kind: "full" },
  sentence: () => "Server full",
  judge(_condition, databases) {
    for (const { id, live } of databases)
      if (live?.state === "full")
        return firing(
          WHAT[live.trouble?.full ?? "server"],
          live.trouble?.why ?? "Postgres refused a session for want of a connection.",
          { says: "Free connections", path: pageOf(id, "connections") },
        );
    if (databases.some(({ live }) => live?.state === "sampling")) return quiet("Sessions are let in.");
    return noData(databases[0]?.live?.trouble?.what ?? "It is not known whether a session is let in.");
  },
});
