import "server-only";
import { and, eq } from "drizzle-orm";
import { databaseInputSchema, type Database, type DatabaseInput } from "@/lib/databases/database";
import { parse, parseId, type Context } from "../context";
import { BadInput, Conflict } from "../errors";
import { databaseChanged } from "../monitor-link";
import { isUnderWay } from "../store/run-leases";
import { db, type Tx } from "../store/db";
import { databases, runs } from "../store/schema";
import { columnsOf } from "./input";
import { storePassword } from "./password";
import { databaseById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { editDetail } from "./edit-detail";

const DESTINATION = ["host", "port", "user", "sslmode", "caCertificate"] as const;

/** Whether a stored password would be sent somewhere else, or less safely, than it was given for. */
export function movesPassword(stored: Database, input: DatabaseInput): boolean {
  return (
    stored.hasPassword && input.password === "" && DESTINATION.some((field) => stored[field] !== input[field])
  );
}

/** The refusal to send a stored password to another address. */
export const passwordWouldMove = () =>
  new BadInput("The password is needed again.", {
    password:
      "Type the password again: the stored one would be sent to another address, user or with other TLS.",
  });

const ADDRESS = ["host", "port", "database"] as const;

/**
 * Refuses another address while a run is under way: what becomes of it can be learned only where it runs. A run that no replica
 * has in hand any more may be waiting for the very address that is being set right: settling tells another server itself.
 */
async function keepAddressOfRun(tx: Tx, stored: Database, input: DatabaseInput): Promise<void> {
  const moved = ADDRESS.find((field) => stored[field] !== input[field]);
  if (moved === undefined) return;
  const underWay = and(eq(runs.databaseId, stored.id), isUnderWay());
  const [run] = await tx.select({ by: runs.userName }).from(runs).where(underWay).limit(1);
  if (run === undefined) return;
  const says = `A run of ${run.by} is under way on this database, and only at this address can be learned how it ends. Wait until it has ended, or add the other server as a database of its own.`;
  throw new Conflict(says, { [moved]: says });
}

async function edit(ctx: Context, audit: AuditLine, id: unknown, input: unknown) {
  const databaseId = parseId(id);
  const parsed = parse(databaseInputSchema, input);
  const edited = await db().transaction(async (tx) => {
    // Two edits at once must not pair one's new password with the other's old address.
    await tx.select({ id: databases.id }).from(databases).where(eq(databases.id, databaseId)).for("update");
    const stored = await databaseById(databaseId, tx);
    if (movesPassword(stored, parsed)) throw passwordWouldMove();
    // The sandbox is the same server at whatever port it starts.
    if (ctx.actor.kind !== "system") await keepAddressOfRun(tx, stored, parsed);
    await tx
      .update(databases)
      .set({ ...columnsOf(parsed), updatedAt: new Date() })
      .where(eq(databases.id, databaseId));
    if (parsed.password !== "") await storePassword(tx, databaseId, parsed.password);
    const database = await databaseById(databaseId, tx);
    const detail = editDetail(stored, database, parsed.password !== "");
    return audit.write(tx, { action: "edit a database", database, detail }, database);
  });
  void databaseChanged(databaseId);
  return edited;
}

/**
 * Changes a database. An empty password keeps the stored one, unless it would go somewhere else.
 * @throws NotAllowed for a member, NotFound, BadInput with a text for each field, Conflict for another address while a run
 * is under way
 */
export const editDatabase = auditedVerb("admin", edit);
