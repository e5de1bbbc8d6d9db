import "server-only";
import { errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Identity, Provider } from "@/lib/accounts/provider";
import { emailSchema } from "@/lib/accounts/account";
import type { Discovery } from "./discover";
import { withKeys } from "./keys";
import { ProviderProblem } from "./problem";
import { askProvider, type ProviderOptions } from "./request";

/** Signatures with a public key alone: with `none` or a shared secret a third party could sign. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
/** How far the clocks may be apart, s. */
const SKEW_SECONDS = 60;

const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  // Some providers send the word.
  email_verified: z.union([z.boolean(), z.literal("true").transform(() => true)]).catch(false),
});
type Claims = z.infer<typeof claimsSchema>;

type Expected = { provider: Provider; nonce: string };

/**
 * Returns the claims of an id token: signed by the issuer, for this client, for this very sign-in, and of now.
 * @throws ProviderProblem `token`, `away`
 */
async function verifyIdToken(
  token: string,
  { provider, nonce }: Expected,
  { jwks_uri }: Discovery,
  options: ProviderOptions,
): Promise<Claims> {
  const { issuer, clientId } = provider;
  try {
    const { payload } = await withKeys(jwks_uri, options, (keys) =>
      jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ["exp", "iat", "sub"],
      }),
    );
    const isOurs = !Array.isArray(payload.aud) || payload.aud.length === 1 || payload.azp === clientId;
    if (payload.nonce !== nonce || !isOurs) throw new ProviderProblem("token");
    return claimsSchema.parse(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError)
      throw new ProviderProblem("token", { cause: error });
    throw error;
  }
}

/** Returns the claims of the user info, which are the token's person's; what the endpoint refuses is left out. */
async function readUserInfo(
  url: URL,
  accessToken: string,
  subject: string,
  options: ProviderOptions,
): Promise<Partial<Claims>> {
  const { status, json } = await askProvider(
    url,
    { headers: { authorization: `Bearer ${accessToken}` } },
    options,
  );
  const parsed = claimsSchema.safeParse(json);
  // OpenID Connect Core 1.0, 5.3.2: of another subject they must not be used.
  return status === 200 && parsed.success && parsed.data.sub === subject ? parsed.data : {};
}

const groupsOf = (claim: unknown): string[] =>
  z
    .array(z.string())
    .catch(typeof claim === "string" ? [claim] : [])
    .parse(claim);

/** Tokens of a provider's answer. */
export type Tokens = { idToken: string; accessToken: string | null };

/** Returns the person that a provider vouches for by its tokens. @throws ProviderProblem */
export async function identityOf(
  { idToken, accessToken }: Tokens,
  expected: Expected,
  discovery: Discovery,
  options: ProviderOptions,
): Promise<Identity> {
  const claims = await verifyIdToken(idToken, expected, discovery, options);
  const { groupsClaim } = expected.provider;
  const isWhole = claims.email !== undefined && (groupsClaim === "" || claims[groupsClaim] !== undefined);
  const more =
    isWhole || accessToken === null || discovery.userinfo_endpoint === undefined
      ? {}
      : await readUserInfo(discovery.userinfo_endpoint, accessToken, claims.sub, options);
  // The address and the word that it is verified come from one place.
  const source = claims.email === undefined ? more : claims;
  const address = emailSchema.safeParse(source.email);
  const isVerified = address.success && source.email_verified === true;
  const name = claims.name ?? more.name ?? (address.success ? address.data.split("@")[0] : undefined);
  return {
    subject: claims.sub,
    email: isVerified ? address.data : null,
    hasUnverifiedEmail: address.success && !isVerified,
    name: (name ?? claims.sub).replace(/\p{C}/gu, "").trim().slice(0, 80) || "Unnamed",
    groups: groupsOf(claims[groupsClaim] ?? more[groupsClaim]),
  };
}
