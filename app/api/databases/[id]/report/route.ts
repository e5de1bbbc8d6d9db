import { reportEndpoint } from "@/lib/api/report";
import { markdownOf } from "@/lib/report/markdown";
import { attachment } from "@/server/endpoints/attachment";
import { routeWithQuery } from "@/server/endpoints/route";
import { downloadReport } from "@/server/visits/download";

const { params, query } = reportEndpoint;

const FORMATS = {
  markdown: { type: "text/markdown; charset=utf-8", ending: "md" },
  json: { type: "application/json; charset=utf-8", ending: "json" },
} as const;

/** A file name that every system takes, whatever the database is called. */
const fileName = (name: string, takenAt: string, ending: string): string =>
  `${name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "") || "database"}-${takenAt.slice(0, 10)}.${ending}`;

/** The report of a visit, the latest where none is named, to download or to copy. */
export const GET = routeWithQuery(
  { role: "member", params, query },
  async ({ ctx, params: { id }, query: asked }) => {
    const { name, takenAt, report } = await downloadReport(ctx, id, asked.visit, asked.format);
    const text = asked.format === "json" ? `${JSON.stringify(report, null, 2)}\n` : markdownOf(report);
    const { type, ending } = FORMATS[asked.format];
    return attachment(text, { type, name: fileName(name, takenAt, ending) });
  },
);
