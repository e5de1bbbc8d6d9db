import "server-only";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import { parse, type Context } from "../context";
import { databaseChanged } from "../monitor-link";
import { db } from "../store/db";
import { databases } from "../store/schema";
import { columnsOf } from "./input";
import { storePassword } from "./password";
import { databaseById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function create(ctx: Context, audit: AuditLine, input: unknown, kind: Database["kind"] = "own") {
  const parsed = parse(databaseInputSchema, input);
  const created = await db().transaction(async (tx) => {
    const values = { ...columnsOf(parsed), kind: ctx.actor.kind === "system" ? kind : "own" };
    const [made] = await tx.insert(databases).values(values).returning({ id: databases.id });
    if (made === undefined) throw new Error("The store took a database and returned none.");
    if (parsed.password !== "") await storePassword(tx, made.id, parsed.password);
    const added = await databaseById(made.id, tx);
    const { host, port, database, user } = added;
    return audit.write(
      tx,
      { action: "add a database", database: added, detail: { host, port, database, user } },
      added,
    );
  });
  void databaseChanged(created.result.id);
  return created;
}

/**
 * Adds a database. Only the program itself makes one of kind `sandbox`.
 * @throws NotAllowed for a member, BadInput with a text for each field
 */
export const addDatabase = auditedVerb("admin", create);
