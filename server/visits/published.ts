import "server-only";
import { publishedEndpoint } from "@/lib/api/published";
import { publishedExport, publishedSql } from "@/lib/published/export";
import { auditedVerb } from "../audit/verb";
import { parse } from "../context";
import { readDatabase } from "../databases/read";
import { Conflict } from "../errors";
import { readVisit } from "./read";

/**
 * Returns what Electric's publication publishes, by the latest check run: JSON, or the SQL that makes it anew. The download is in the
 * audit log. @throws NotFound without a check run, Conflict without a publication
 */
export const downloadPublished = auditedVerb(
  "member",
  async (ctx, audit, databaseId: unknown, asked: unknown) => {
    const { format } = parse(publishedEndpoint.query, asked);
    const database = await readDatabase(ctx, databaseId);
    const { snapshot } = await readVisit(ctx, database.id);
    const told = snapshot.reached ? publishedExport(snapshot) : null;
    if (!snapshot.reached || told === null)
      throw new Conflict("The latest check saw no publication of Electric. Check the database again.");
    const text =
      format === "json"
        ? `${JSON.stringify(told, null, 2)}\n`
        : publishedSql(told, snapshot.server.versionNum);
    return audit.writeAlone({ action: "download the publication", database, detail: { format } }, text);
  },
);
