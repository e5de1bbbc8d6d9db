import "server-only";
import type { Live } from "@/lib/live/schema";
import { monitor } from "./monitor";
import { readDatabase } from "../databases/read";
import { auditedVerb, readOnlyVerb } from "../audit/verb";

/** Returns the last samples of a database, the oldest first. @throws NotFound */
export const lastSamples = readOnlyVerb("member", async (ctx, id: unknown) =>
  monitor().ticks((await readDatabase(ctx, id)).id),
);

/** Returns the same for a download, which is in the audit log. @throws NotFound */
export const downloadSamples = auditedVerb("member", async (ctx, audit, id: unknown) => {
  const database = await readDatabase(ctx, id);
  const samples: readonly Live[] = monitor().ticks(database.id);
  const entry = {
    action: "download samples",
    database,
    detail: { samples: samples.length },
  } as const;
  return audit.writeAlone(entry, samples);
});
