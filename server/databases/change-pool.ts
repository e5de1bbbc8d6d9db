import "server-only";
import { eq } from "drizzle-orm";
import { poolChoiceSchema } from "@/lib/target/schema";
import { parse, parseId, type Context } from "../context";
import { databaseChanged } from "../monitor-link";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { databaseById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function change(ctx: Context, audit: AuditLine, id: unknown, input: unknown) {
  const databaseId = parseId(id);
  const choice = parse(poolChoiceSchema, input);
  const changed = await db().transaction(async (tx) => {
    await tx.select({ id: databases.id }).from(databases).where(eq(databases.id, databaseId)).for("update");
    const { target } = await databaseById(databaseId, tx);
    await tx
      .update(databases)
      .set({ target: { ...target, ...choice }, updatedAt: new Date() })
      .where(eq(databases.id, databaseId));
    const database = await databaseById(databaseId, tx);
    const before = { poolSize: target.poolSize, instances: target.instances, pooled: target.pooled };
    return audit.write(tx, { action: "change the pool", database, detail: { ...choice, before } }, database);
  });
  void databaseChanged(databaseId);
  return changed;
}

/**
 * Writes what Electric is to open (pool size, instances, pooled URL) into a database's target; the rest of it stays.
 * @throws NotAllowed for a member, NotFound, BadInput
 */
export const changePool = auditedVerb("admin", change);
