import "server-only";
import { eq } from "drizzle-orm";
import { parseId, type Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { databaseChanged } from "../monitor-link";
import { db } from "../store/db";
import { databases, twoPersonRules } from "../store/schema";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function remove(ctx: Context, audit: AuditLine, id: unknown) {
  const databaseId = parseId(id);
  const removed = await db().transaction(async (tx) => {
    // The rule would go with the database, which could then be registered anew without it.
    if ((await tx.$count(twoPersonRules, eq(twoPersonRules.databaseId, databaseId))) > 0)
      throw new Conflict("The two-person rule is on. Switch it off first: another admin confirms that.");
    const [database] = await tx
      .delete(databases)
      .where(eq(databases.id, databaseId))
      .returning({ id: databases.id, name: databases.name });
    if (database === undefined) throw new NotFound();
    return audit.write(tx, { action: "remove a database", database }, undefined);
  });
  void databaseChanged(databaseId);
  return removed;
}

/** Deletes a database with its password and all its visits. @throws NotAllowed for a member, NotFound, Conflict under the two-person rule */
export const removeDatabase = auditedVerb("admin", remove);
