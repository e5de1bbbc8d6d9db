import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record";
import { addressOf } from "../http/address";
import { isSecure } from "../http/origin";
import { db } from "../store/db";
import { session } from "../store/schema";
import { auth } from "./auth";

/** How a person showed who they are, beside the password; it stands in the entry of the audit log. */
export type SignInWay = {
  by?: "invitation" | "reset link" | "provider";
  secondFactor?: "code" | "recovery code";
};

/**
 * Makes the session of a person whom the caller has judged, and sets its cookie; the session that the browser had ends. A sign-in
 * whose audit entry cannot be written is undone, so that none is missing there. @throws the store's error
 */
export async function beginSession(userId: string, headers: Headers, way: SignInWay = {}): Promise<void> {
  const { api } = auth(isSecure(headers));
  // Asked before the new cookie is set: for a session that is over the library deletes it.
  const before = await api.getSession({ headers, query: { disableRefresh: true } });
  const { token } = await api.startSession({ body: { userId }, headers });
  const ctx = { actor: { kind: "user", id: userId, role: "member" }, address: addressOf(headers) } as const;
  const entry = { action: "sign in", database: { id: null, name: "" }, detail: way };
  try {
    await db().transaction(async (tx) => {
      if (before !== null) await tx.delete(session).where(eq(session.id, before.session.id));
      await recordAudit(tx, ctx, entry);
    });
  } catch (error) {
    await db().delete(session).where(eq(session.token, token));
    throw error;
  }
}
