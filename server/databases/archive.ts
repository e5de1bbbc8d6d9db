import "server-only";
import { eq } from "drizzle-orm";
import { parseId, type Context } from "../context";
import { databaseChanged } from "../monitor-link";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { databaseById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function archive(ctx: Context, audit: AuditLine, id: unknown) {
  const databaseId = parseId(id);
  const archived = await db().transaction(async (tx) => {
    await tx.update(databases).set({ archivedAt: new Date() }).where(eq(databases.id, databaseId));
    const database = await databaseById(databaseId, tx);
    return audit.write(tx, { action: "archive a database", database }, database);
  });
  void databaseChanged(databaseId);
  return archived;
}

/** Takes a database off the overview; its history is kept. @throws NotAllowed for a member, NotFound */
export const archiveDatabase = auditedVerb("admin", archive);
