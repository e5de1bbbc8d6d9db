import "server-only";
import { eq } from "drizzle-orm";
import { parseId, type Context } from "../context";
import { databaseChanged } from "../monitor-link";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { databaseById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function restore(ctx: Context, audit: AuditLine, id: unknown) {
  const databaseId = parseId(id);
  const restored = await db().transaction(async (tx) => {
    await tx.update(databases).set({ archivedAt: null }).where(eq(databases.id, databaseId));
    const database = await databaseById(databaseId, tx);
    return audit.write(tx, { action: "restore a database", database }, database);
  });
  void databaseChanged(databaseId);
  return restored;
}

/** Puts an archived database back on the overview. @throws NotAllowed for a member, NotFound */
export const restoreDatabase = auditedVerb("admin", restore);
