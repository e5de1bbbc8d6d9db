import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parseId, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { apiTokens } from "../store/schema";

const GONE = "This token was revoked already, or is not here.";

const revoke = (_ctx: Context, audit: AuditLine, id: unknown) => {
  const tokenId = parseId(id, GONE);
  return db().transaction(async (tx) => {
    const [token] = await tx
      .update(apiTokens)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)))
      .returning({ name: apiTokens.name });
    if (token === undefined) throw new NotFound(GONE);
    return audit.write(tx, { action: "revoke a token", detail: { token: token.name } }, undefined);
  });
};

/** Revokes a token: its next request is refused, on every replica. @throws NotAllowed for a member, NotFound */
export const revokeToken = auditedVerb("admin", revoke);
