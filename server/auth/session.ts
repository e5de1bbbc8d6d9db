import "server-only";
import { eq } from "drizzle-orm";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { PATH_HEADER, signInPath } from "@/lib/http/return-path";
import { z } from "zod";
import { ROLES } from "@/lib/accounts/roles";
import { DUTY_PAGES, DUTY_SAYS, type Duty } from "@/lib/accounts/duty";
import { requireRole, type Context, type Role } from "../context";
import { NotAllowed, NotSignedIn, StoreReadOnly } from "../errors";
import { isSecure } from "../http/origin";
import { forPage } from "../http/page-error";
import { storeProblem } from "../http/error-response";
import { db } from "../store/db";
import { session as sessions } from "../store/schema";
import { auth } from "./auth";
import { dutyOf } from "./duty";
import { ageOf } from "./lifetime";

export type SignedIn = {
  user: { id: string; name: string; email: string; role: Role };
  role: Role;
  sessionId: string;
  /** Duty that comes before anything else; null for none. */
  owes: Duty | null;
  /** For the verbs. */
  ctx: Context;
};

/** Marks a session as used. A store that takes no changes still shows what it has. */
async function touch(id: string, now: Date): Promise<void> {
  try {
    await db().update(sessions).set({ updatedAt: now }).where(eq(sessions.id, id));
  } catch (error) {
    if (!(storeProblem(error) instanceof StoreReadOnly)) throw error;
  }
}

/** Returns who holds the session that these headers carry, null without one. Marks the session as used. */
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
  const owes = await dutyOf({ id, mustChangePassword: found.user.mustChangePassword === true });
  return {
    user: { id, name, email, role },
    role,
    sessionId,
    owes,
    ctx: { actor: { kind: "user", id, role } },
  };
}

/**
 * Returns who is signed in, null without a session; asked once per request. The person may still owe something that comes before
 * everything else: only the sign-in and the pages of these duties may use it.
 */
export const anySession = cache(async (): Promise<SignedIn | null> => sessionOf(await headers()));

/** Returns who is signed in and may go on, null without a session and for a person who owes something first. */
export async function currentSession(): Promise<SignedIn | null> {
  const signedIn = await anySession();
  return signedIn?.owes === null ? signedIn : null;
}

/**
 * Returns who is signed in; leads to the sign-in without a session, and from there back to the page; and to what has to be done first
 * where something is. Every page begins with it. A page is for members unless it names another role. @throws NotAllowed for a lesser role
 */
export async function requireSession(needed: Role = "member"): Promise<SignedIn> {
  const signedIn = (await forPage(anySession())) ?? redirect(signInPath((await headers()).get(PATH_HEADER)));
  if (signedIn.owes !== null) redirect(DUTY_PAGES[signedIn.owes]);
  requireRole(signedIn.ctx, needed);
  return signedIn;
}

/** Returns who is signed in, for the page of a duty; leads away when it is not owed. */
export async function requireOwing(duty: Duty): Promise<SignedIn> {
  const signedIn = (await forPage(anySession())) ?? redirect("/sign-in");
  return signedIn.owes === duty ? signedIn : redirect("/");
}

/**
 * Returns the session of an action or of a request to the API. `duty` names what this very act settles, or that it may be done before any.
 * @throws NotSignedIn, NotAllowed where something else has to be done first
 */
export async function requireActing(duty?: Duty | "before any"): Promise<SignedIn> {
  const signedIn = await anySession();
  if (signedIn === null) throw new NotSignedIn();
  const { owes } = signedIn;
  if (owes !== null && owes !== duty && duty !== "before any") throw new NotAllowed(DUTY_SAYS[owes]);
  return signedIn;
}
