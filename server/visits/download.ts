import "server-only";
import { reportOf } from "@/lib/report/json";
import { listIgnored } from "../ignored/list";
import { readProfile } from "../databases/read";
import { auditedVerb } from "../audit/verb";
import { lastTrial } from "./last-trial";
import { readVisit } from "./read";

/**
 * Returns the report of a visit, the latest where none is named, to download or to copy; the download is in the audit log.
 * @throws NotFound
 */
export const downloadReport = auditedVerb(
  "member",
  async (ctx, audit, databaseId: unknown, visitId: unknown, format: "markdown" | "json") => {
    const profile = await readProfile(ctx, databaseId);
    const { id: visit, snapshot, findings, verdict, takenAt } = await readVisit(ctx, profile.id, visitId);
    const ignored = await listIgnored(ctx, profile.id);
    // A visit that is named is of its own time.
    const trial = visitId === undefined ? await lastTrial(ctx, profile) : null;
    const report = reportOf(snapshot, profile.target, findings, verdict, ignored, trial);
    const entry = { action: "download a report", profile, detail: { visit, takenAt, format } } as const;
    return audit.writeAlone(entry, { name: profile.name, takenAt, report });
  },
);
