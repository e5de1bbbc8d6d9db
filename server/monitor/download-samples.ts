import "server-only";
import type { Live } from "@/lib/live/schema";
import { monitor } from "./monitor";
import { readProfile } from "../databases/read";
import { auditedVerb, readOnlyVerb } from "../audit/verb";

/** Returns the last samples of a database, the oldest first. @throws NotFound */
export const lastSamples = readOnlyVerb("member", async (ctx, id: unknown) =>
  monitor().ticks((await readProfile(ctx, id)).id),
);

/** Returns the same for a download, which is in the audit log. @throws NotFound */
export const downloadSamples = auditedVerb("member", async (ctx, audit, id: unknown) => {
  const profile = await readProfile(ctx, id);
  const samples: readonly Live[] = monitor().ticks(profile.id);
  const entry = { action: "download samples", profile, detail: { samples: samples.length } } as const;
  return audit.writeAlone(entry, samples);
});
