import "server-only";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { checks } from "@/lib/checks";
import type { Status } from "@/lib/checks/finding";
import { ignoreInputSchema } from "@/lib/report/ignored";
import { parse, parseId, type Context } from "../context";
import { Conflict } from "../errors";
import { databaseById } from "../databases/view";
import { db, type Tx } from "../store/db";
import { ignoredFindings, visits } from "../store/schema";
import { author } from "../audit/author";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

const checkIdSchema = z
  .string()
  .refine((id) => checks.some((check) => check.id === id), "There is no check with this id.");

/** Returns the status of the check in the latest visit. @throws Conflict where there was none yet */
async function statusNow(tx: Tx, databaseId: string, checkId: string): Promise<Status> {
  const [latest] = await tx
    .select({ statuses: visits.statuses })
    .from(visits)
    .where(eq(visits.databaseId, databaseId))
    .orderBy(desc(visits.takenAt))
    .limit(1);
  const status = latest?.statuses[checkId];
  if (status === undefined)
    throw new Conflict("This check has not looked at the database yet. Check it first.");
  return status;
}

async function ignore(ctx: Context, audit: AuditLine, givenId: unknown, checkId: unknown, input: unknown) {
  const databaseId = parseId(givenId);
  const id = parse(checkIdSchema, checkId);
  const said = parse(ignoreInputSchema(new Date()), input);
  return db().transaction(async (tx) => {
    const database = await databaseById(databaseId, tx);
    const values = {
      ...said,
      was: await statusNow(tx, databaseId, id),
      ...(await author(tx, ctx)),
      createdAt: new Date(),
    };
    await tx
      .insert(ignoredFindings)
      .values({ databaseId, checkId: id, ...values })
      .onConflictDoUpdate({ target: [ignoredFindings.databaseId, ignoredFindings.checkId], set: values });
    const detail = { check: id, ...said, was: values.was };
    return audit.write(tx, { action: "ignore a finding", database, detail }, undefined);
  });
}

/**
 * Sets a check's finding aside for one database, with a reason and until a day or until it is taken back; a second time
 * replaces the first. The verdict stays as it is.
 * @throws NotAllowed for a member, NotFound, Conflict before the first visit, BadInput with a text for each field
 */
export const ignoreFinding = auditedVerb("admin", ignore);
