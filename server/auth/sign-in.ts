import "server-only";
import { APIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { signInSchema } from "@/lib/accounts/account";
import { recordAudit } from "../audit/record";
import { parse } from "../context";
import { BadInput, TooMany } from "../errors";
import { addressOf } from "../http/address";
import { isSecure } from "../http/origin";
import { db } from "../store/db";
import { session } from "../store/schema";
import { auth } from "./auth";
import { withHashing } from "./hashing";
import { limited } from "./limits";
import { signInFailures } from "./sign-in-failures";

type SignedIn = Awaited<ReturnType<ReturnType<typeof auth>["api"]["signInEmail"]>>;

/** Writes a sign-in into the audit log; one that cannot be written is undone, so that none is missing there. */
async function record({ token, user: { id } }: SignedIn, address: string): Promise<void> {
  const ctx = { actor: { kind: "user", id, role: "member" }, address } as const;
  const entry = { action: "sign in", database: { id: null, name: "" }, detail: {} };
  try {
    await db().transaction((tx) => recordAudit(tx, ctx, entry));
  } catch (error) {
    await db().delete(session).where(eq(session.token, token));
    throw error;
  }
}

/**
 * Signs a browser in; the library sets its cookie. Says the same whether the account or the password is wrong. Both a
 * sign-in and its refusal are in the audit log. @throws BadInput, TooMany
 */
export async function signIn(input: unknown, headers: Headers): Promise<void> {
  const body = parse(signInSchema, input);
  const address = addressOf(headers);
  try {
    await limited(body.email, address, async () => {
      try {
        const enter = () => auth(isSecure(headers)).api.signInEmail({ body, headers });
        await record(await withHashing(address, enter), address);
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500)
          throw new BadInput("The e-mail address or the password is wrong.", { password: "Type it again." });
        throw error;
      }
    });
  } catch (error) {
    if (error instanceof BadInput || error instanceof TooMany) {
      const outcome = error instanceof TooMany ? "throttled" : "wrong";
      await signInFailures().add({ account: body.email, address, outcome });
    }
    throw error;
  }
}
