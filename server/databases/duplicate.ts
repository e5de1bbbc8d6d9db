import "server-only";
import { databaseInputSchema } from "@/lib/databases/database";
import { parse, parseId, type Context } from "../context";
import { databaseChanged } from "../monitor-link";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { columnsOf } from "./input";
import { databaseById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

const NAME_LENGTH = 80;

async function duplicate(ctx: Context, audit: AuditLine, id: unknown) {
  const databaseId = parseId(id);
  const duplicated = await db().transaction(async (tx) => {
    const stored = await databaseById(databaseId, tx);
    const name = `Copy of ${stored.name}`.slice(0, NAME_LENGTH);
    const input = parse(databaseInputSchema, { ...stored, name, password: "" });
    const [made] = await tx.insert(databases).values(columnsOf(input)).returning({ id: databases.id });
    if (made === undefined) throw new Error("The store took a database and returned none.");
    const database = await databaseById(made.id, tx);
    return audit.write(
      tx,
      { action: "duplicate a database", database, detail: { from: stored.name } },
      database,
    );
  });
  void databaseChanged(duplicated.result.id);
  return duplicated;
}

/**
 * Makes a second database with the same address and target. The password is never carried over.
 * @throws NotAllowed for a member, NotFound
 */
export const duplicateDatabase = auditedVerb("admin", duplicate);
