import "server-only";
import { and, eq } from "drizzle-orm";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, personOf, type Context } from "../../context";
import { readDatabase } from "../../databases/read";
import { NotAllowed, NotFound } from "../../errors";
import { db } from "../../store/db";
import { proposals } from "../../store/schema";
import { isOpen } from "../runs/open-proposals";

const GONE = "This proposal is not open any more.";

async function withdraw(ctx: Context, audit: AuditLine, id: unknown, proposalId: unknown) {
  const database = await readDatabase(ctx, id);
  const { actor } = ctx;
  return db().transaction(async (tx) => {
    const [closed] = await tx
      .update(proposals)
      .set({ closedAt: new Date(), closedAs: "withdrawn" })
      .where(
        and(eq(proposals.id, parseId(proposalId, GONE)), eq(proposals.databaseId, database.id), isOpen()),
      )
      .returning({ userId: proposals.userId, by: proposals.userName });
    if (closed === undefined) throw new NotFound(GONE);
    if (actor.kind !== "system" && actor.role !== "admin" && personOf(actor) !== closed.userId)
      throw new NotAllowed("Only its author or an admin withdraws a proposal.");
    return audit.write(tx, { action: "withdraw a proposal", database, detail: { by: closed.by } }, undefined);
  });
}

/** Closes an open proposal: its author's act, or an admin's. @throws NotFound, NotAllowed for another member */
export const withdrawProposal = auditedVerb("member", withdraw);
