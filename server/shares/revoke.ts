import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parseId, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { shareLinks, wallSessions } from "../store/schema";

async function revoke(_ctx: Context, audit: AuditLine, id: unknown) {
  const linkId = parseId(id, "This wall link is not here.");
  return db().transaction(async (tx) => {
    const [link] = await tx
      .update(shareLinks)
      .set({ revokedAt: new Date() })
      .where(and(eq(shareLinks.id, linkId), isNull(shareLinks.revokedAt)))
      .returning({ name: shareLinks.name });
    if (link === undefined) throw new NotFound("This wall link was revoked already, or is not here.");
    const ended = await tx.delete(wallSessions).where(eq(wallSessions.linkId, linkId)).returning();
    const detail = { link: link.name, screens: ended.length };
    return audit.write(tx, { action: "revoke a wall link", detail }, undefined);
  });
}

/**
 * Revokes a link: no screen opens it any more, and those that show it lose it within seconds, on every replica.
 * @throws NotAllowed for a member, NotFound
 */
export const revokeShareLink = auditedVerb("admin", revoke);
