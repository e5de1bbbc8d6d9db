import "server-only";
import { eq } from "drizzle-orm";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { ROLES } from "@/lib/accounts/roles";
import { requireRole, type Actor, type Context, type Role } from "../context";
import { NotSignedIn, StoreReadOnly } from "../errors";
import { isSecure } from "../http/origin";
import { forPage } from "../http/page-error";
import { storeProblem } from "../http/error-response";
import { db } from "../store/db";
import { session as sessions } from "../store/schema";
import { auth } from "./auth";
import { ageOf } from "./lifetime";

export type SignedIn = {
  user: { id: string; name: string; email: string; role: Role };
  role: Role;
  sessionId: string;
  /** For the verbs. */
  ctx: Context;
};

type UserActor = Extract<Actor, { kind: "user" }>;

/** Marks a session as used. A store that takes no changes still shows what it has. */
async function touch(id: string, now: Date): Promise<void> {
  try {
    await db().update(sessions).set({ updatedAt: now }).where(eq(sessions.id, id));
  } catch (error) {
    if (!(storeProblem(error) instanceof StoreReadOnly)) throw error;
  }
}

/** Returns who holds the session that these headers carry, null for nobody. Marks the session as used. */
export async function sessionOf(requestHeaders: Headers): Promise<SignedIn | null> {
  const found = await auth(isSecure(requestHeaders)).api.getSession({
    headers: requestHeaders,
    query: { disableRefresh: true },
  });
  if (found === null) return null;
  const now = new Date();
  const age = ageOf(found.session.updatedAt, now);
  const own = eq(sessions.id, found.session.id);
  if (age === "ended") {
    await db().delete(sessions).where(own);
    return null;
  }
  if (age === "to be touched") await touch(found.session.id, now);
  const { id, name, email } = found.user;
  // An account whose role this program does not know gets the least one.
  const role = z.enum(ROLES).catch("viewer").parse(found.user.role);
  const sessionId = found.session.id;
  return { user: { id, name, email, role }, role, sessionId, ctx: { actor: { kind: "user", id, role } } };
}

/** Returns who is signed in, null for nobody; asked once per request. */
export const currentSession = cache(async (): Promise<SignedIn | null> => sessionOf(await headers()));

/**
 * Returns who is signed in; leads to the sign-in when nobody is. Every page begins with it. A page is for members unless it names
 * another role. @throws NotAllowed for a lesser role
 */
export async function requireSession(needed: Role = "member"): Promise<SignedIn> {
  const signedIn = (await forPage(currentSession())) ?? redirect("/sign-in");
  requireRole(signedIn.ctx, needed);
  return signedIn;
}

/** Returns who acts. @throws NotSignedIn */
export async function currentActor(): Promise<UserActor> {
  const signedIn = await currentSession();
  if (signedIn === null) throw new NotSignedIn();
  const { id, role } = signedIn.user;
  return { kind: "user", id, role };
}
