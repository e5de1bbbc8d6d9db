import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { BadInput, Conflict, TooMany } from "../errors";
import { addressOf } from "../http/address";
import { db } from "../store/db";
import { user } from "../store/schema";
import { beginSession, type SignInWay } from "./begin-session";
import { passwordHashOf } from "./credential";
import { hashSecret } from "./link-token";
import { hasSecondFactor, requireSecondFactor } from "./second-factor/judge";
import { signInFailures } from "./sign-in-failures";

/** How long a person may take for the code after the password, s. */
export const CODE_SECONDS = 5 * 60;

const subjectSchema = z.tuple([z.string(), z.string(), z.enum(["password", "provider"])]);

/** Returns a mark of the password that was given: after a reset, a sign-in that was half done is over. */
async function passwordMark(userId: string): Promise<string> {
  return hashSecret((await passwordHashOf(userId)) ?? "").slice(0, 16);
}

/** Returns the subject of the ticket for a person who has shown the first factor. */
async function firstStepOf(userId: string, by: "password" | "provider"): Promise<string> {
  return JSON.stringify([userId, await passwordMark(userId), by]);
}

/**
 * Signs a person in whose first factor was judged, or returns the subject of the ticket with which the second one is asked for; null
 * where there is none and the session is made.
 */
export async function passFirstStep(
  userId: string,
  headers: Headers,
  by: "password" | "provider",
): Promise<string | null> {
  if (await hasSecondFactor(userId)) return firstStepOf(userId, by);
  await beginSession(userId, headers, by === "provider" ? { by } : {});
  return null;
}

const over = () =>
  new Conflict("This sign-in took too long, or the password was changed meanwhile. Begin again.");

/** Returns the person of a ticket of the first step. @throws Conflict for one that does not hold any more */
async function personOf(subject: string | null) {
  if (subject === null) throw over();
  const [userId, mark, by] = subjectSchema.parse(JSON.parse(subject));
  const [person] = await db().select({ email: user.email }).from(user).where(eq(user.id, userId));
  if (person === undefined || mark !== (await passwordMark(userId))) throw over();
  return { userId, email: person.email, by };
}

/**
 * Judges the code of the second step and signs the browser in. A refused code is in the audit log like a refused password.
 * @throws Conflict where the first step is too long ago, BadInput at the field `code`, TooMany
 */
export async function passSecondStep(
  subject: string | null,
  input: unknown,
  headers: Headers,
): Promise<void> {
  const { userId, email, by } = await personOf(subject);
  const { code } = z
    .object({ code: z.string().max(100) })
    .catch({ code: "" })
    .parse(input);
  const address = addressOf(headers);
  try {
    const secondFactor = await requireSecondFactor(userId, code, address);
    const way: SignInWay = by === "provider" ? { by, secondFactor } : { secondFactor };
    await beginSession(userId, headers, way);
  } catch (error) {
    if (error instanceof BadInput || error instanceof TooMany) {
      const outcome = error instanceof TooMany ? "throttled" : "wrong";
      await signInFailures().add({ account: email, address, outcome });
    }
    throw error;
  }
}
