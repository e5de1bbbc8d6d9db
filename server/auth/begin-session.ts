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
 * Makes the session of a person whom the caller has judged, and sets its cookie. A sign-in whose audit entry cannot be written is
 * undone, so that none is missing there. @throws the store's error
 */
export async function beginSession(userId: string, headers: Headers, way: SignInWay = {}): Promise<void> {
  const { token } = await auth(isSecure(headers)).api.startSession({ body: { userId }, headers });
  const ctx = { actor: { kind: "user", id: userId, role: "member" }, address: addressOf(headers) } as const;
  const entry = { action: "sign in", database: { id: null, name: "" }, detail: way };
  try {
    await db().transaction((tx) => recordAudit(tx, ctx, entry));
  } catch (error) {
    await db().delete(session).where(eq(session.token, token));
    throw error;
  }
}
