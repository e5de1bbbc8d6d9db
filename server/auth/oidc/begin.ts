import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { and, like, lt } from "drizzle-orm";
import { db } from "../../store/db";
import { verification } from "../../store/schema";
import { hashSecret } from "../link-token";
import { countProviderStart } from "../limits";
import { discover } from "./discover";
import type { ProviderOptions } from "./request";
import { callbackUrl, requireProvider } from "./settings";

/** How long a person may take at the provider, s. */
export const AWAY_SECONDS = 10 * 60;
const PREFIX = "oidc:";

/** Facts of a sign-in under way, in the row of its state. */
export type Begun = { nonce: string; verifier: string; browser: string; issuer: string };

/** Returns the name of a state's row, which has no state in it. */
export const stateRow = (state: string): string => `${PREFIX}${hashSecret(state)}`;

const random = (): string => randomBytes(32).toString("base64url");

/**
 * Begins a sign-in by the provider. Returns the address to lead the browser to, and a secret for its cookie, so that no other browser can
 * end what this one began. State, nonce and PKCE verifier are used once. @throws ProviderProblem, TooMany
 */
export async function beginProviderSignIn(
  address: string,
  options: ProviderOptions = {},
): Promise<{ location: string; browser: string }> {
  const { issuer, clientId, scopes } = await requireProvider();
  await countProviderStart(address);
  const { authorization_endpoint } = await discover(issuer, options);
  const [state, nonce, verifier, browser] = [random(), random(), random(), random()];
  const begun: Begun = { nonce, verifier, browser: hashSecret(browser), issuer };
  const now = new Date();
  await db()
    .delete(verification)
    .where(and(like(verification.identifier, `${PREFIX}%`), lt(verification.expiresAt, now)));
  await db()
    .insert(verification)
    .values({
      id: randomUUID(),
      identifier: stateRow(state),
      value: JSON.stringify(begun),
      expiresAt: new Date(now.getTime() + AWAY_SECONDS * 1000),
    });
  const location = new URL(authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: callbackUrl(),
    scope: scopes,
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value);
  return { location: location.href, browser };
}
