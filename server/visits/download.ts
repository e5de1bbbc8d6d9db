import "server-only";
import { reportOf } from "@/lib/report/json";
import { listIgnored } from "../ignored/list";
import { readDatabase } from "../databases/read";
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
    const database = await readDatabase(ctx, databaseId);
    const { id: visit, snapshot, findings, verdict, takenAt } = await readVisit(ctx, database.id, visitId);
    const ignored = await listIgnored(ctx, database.id);
    // A visit that is named is of its own time.
    const trial = visitId === undefined ? await lastTrial(ctx, database) : null;
    const report = reportOf(snapshot, database.target, findings, verdict, ignored, trial);
    const entry = {
      action: "download a report",
      database,
      detail: { visit, takenAt, format },
    } as const;
    return audit.writeAlone(entry, { name: database.name, takenAt, report });
  },
);
