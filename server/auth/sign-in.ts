import "server-only";
import { signInSchema } from "@/lib/accounts/account";
import { parse } from "../context";
import { BadInput, TooMany } from "../errors";
import { addressOf } from "../http/address";
import { judgePassword } from "./credential";
import { limited } from "./limits";
import { passFirstStep } from "./second-step";
import { signInFailures } from "./sign-in-failures";

/** Judges an account's password, with the same words whether account or password is wrong. @throws BadInput, TooMany */
async function requirePassword({ email, password }: { email: string; password: string }, address: string) {
  return limited(email, address, async () => {
    const id = await judgePassword(email, password, address);
    if (id === null)
      throw new BadInput("The e-mail address or the password is wrong.", { password: "Type it again." });
    return id;
  });
}

/**
 * Signs a browser in; the library sets its cookie. Returns null then, and the subject of a ticket for the second step where the person
 * has a second factor: no session is made before its code. Says the same whether the account or the password is wrong. Both a
 * sign-in and its refusal are in the audit log. @throws BadInput, TooMany
 */
export async function signIn(input: unknown, headers: Headers): Promise<string | null> {
  const body = parse(signInSchema, input);
  const address = addressOf(headers);
  try {
    return await passFirstStep(await requirePassword(body, address), headers, "password");
  } catch (error) {
    if (error instanceof BadInput || error instanceof TooMany) {
      const outcome = error instanceof TooMany ? "throttled" : "wrong";
      await signInFailures().add({ account: body.email, address, outcome });
    }
    throw error;
  }
}
