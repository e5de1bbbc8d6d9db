import "server-only";
import { APIError } from "better-auth/api";
import { signInSchema } from "@/lib/accounts/account";
import { parse } from "../context";
import { BadInput } from "../errors";
import { addressOf } from "../http/address";
import { isSecure } from "../http/origin";
import { auth } from "./auth";
import { withHashing } from "./hashing";
import { limited } from "./limits";

/**
 * Signs a browser in; the library sets its cookie. Says the same whether the account or the password is wrong.
 * @throws BadInput, TooMany
 */
export async function signIn(input: unknown, headers: Headers): Promise<void> {
  const body = parse(signInSchema, input);
  const address = addressOf(headers);
  await limited(body.email, address, async () => {
    try {
      await withHashing(address, () => auth(isSecure(headers)).api.signInEmail({ body, headers }));
    } catch (error) {
      if (error instanceof APIError && error.statusCode < 500)
        throw new BadInput("The e-mail address or the password is wrong.", { password: "Type it again." });
      throw error;
    }
  });
}
