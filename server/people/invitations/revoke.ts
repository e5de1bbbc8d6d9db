import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { Conflict } from "../../errors";
import { db } from "../../store/db";
import { invitations } from "../../store/schema";

const revoke = (_ctx: Context, audit: AuditLine, input: unknown) => {
  const id = parseId(input, "This invitation is not here any more.");
  return db().transaction(async (tx) => {
    const [gone] = await tx
      .update(invitations)
      .set({ revokedAt: new Date() })
      .where(and(eq(invitations.id, id), isNull(invitations.usedAt), isNull(invitations.revokedAt)))
      .returning();
    if (gone === undefined)
      throw new Conflict("This invitation was used or revoked meanwhile. Open the page again.");
    const detail = { role: gone.role, email: gone.email };
    return audit.write(tx, { action: "revoke an invitation", detail }, undefined);
  });
};

/** Revokes an invitation: its link lets no person in any more. @throws NotAllowed, NotFound, Conflict for one that was used */
export const revokeInvitation = auditedVerb("admin", revoke);
