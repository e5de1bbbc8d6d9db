import type { Status } from "@/lib/checks/finding";

/** A value of a report, with the moment from which it holds (ISO) where one is known. */
export type ReportRow = { name: string; value: string; since?: string };

/** A part of the page: one sentence first, then names and values. */
export type Report = {
  status: Status;
  /** At most 15 words, names aside. */
  sentence: string;
  rows: ReportRow[];
  /** The statement that shows what could not be seen; null where all was. */
  grant: string | null;
};

/** Returns the report of a part that the visiting role may not see. */
export const unseenReport = (what: string, grant: string): Report => ({
  status: "unknown",
  sentence: `Unknown: Headroom's role may not see ${what}.`,
  rows: [],
  grant,
});
