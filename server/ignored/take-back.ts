import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { parse, parseId, type Context } from "../context";
import { databaseById } from "../databases/view";
import { db } from "../store/db";
import { ignoredFindings } from "../store/schema";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function takeBack(ctx: Context, audit: AuditLine, givenId: unknown, checkId: unknown) {
  const databaseId = parseId(givenId);
  const id = parse(z.string().max(100), checkId);
  return db().transaction(async (tx) => {
    const database = await databaseById(databaseId, tx);
    const gone = await tx
      .delete(ignoredFindings)
      .where(and(eq(ignoredFindings.databaseId, databaseId), eq(ignoredFindings.checkId, id)))
      .returning({ check: ignoredFindings.checkId, reason: ignoredFindings.reason });
    const [detail] = gone;
    if (detail === undefined) return audit.unchanged(undefined);
    return audit.write(tx, { action: "stop ignoring a finding", database, detail }, undefined);
  });
}

/** Lets a check's finding count again; nothing happens where it was not ignored. @throws NotAllowed, NotFound */
export const takeBackIgnore = auditedVerb("admin", takeBack);
