import "server-only";
import { ProviderProblem } from "../../auth/oidc/problem";
import { finishProviderSignIn } from "../../auth/oidc/finish";
import type { ProviderOptions } from "../../auth/oidc/request";
import { passFirstStep } from "../../auth/second-step";
import { signInFailures } from "../../auth/sign-in-failures";
import { addressOf } from "../../http/address";
import { ignore } from "../../http/log";
import { admitIdentity } from "./admit";

/**
 * Ends a sign-in by the provider: signs the browser in and returns null, or returns the subject of a ticket for the second step where the
 * person has a second factor. A refusal is in the audit log like a refused password. @throws ProviderProblem
 */
export async function signInByProvider(
  query: unknown,
  browser: string | undefined,
  headers: Headers,
  options: ProviderOptions = {},
): Promise<string | null> {
  const address = addressOf(headers);
  let account = "at the provider";
  try {
    const { identity, provider } = await finishProviderSignIn(query, browser, options);
    account = identity.email ?? identity.subject;
    return await passFirstStep(await admitIdentity(identity, provider, address), headers, "provider");
  } catch (error) {
    if (error instanceof ProviderProblem) {
      if (error.cause !== undefined) ignore(error.cause, "the person reads why the sign-in ended");
      await signInFailures().add({ account, address, outcome: "wrong" });
    }
    throw error;
  }
}
