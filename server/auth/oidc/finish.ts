import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Identity, Provider } from "@/lib/accounts/provider";
import { db } from "../../store/db";
import { verification } from "../../store/schema";
import { hashSecret } from "../link-token";
import { stateRow, type Begun } from "./begin";
import { discover, type Discovery } from "./discover";
import { identityOf, type Tokens } from "./identity";
import { ProviderProblem } from "./problem";
import { askProvider, type ProviderOptions } from "./request";
import { callbackUrl, clientSecretOf, requireProvider } from "./settings";

const begunSchema: z.ZodType<Begun> = z.object({
  nonce: z.string(),
  verifier: z.string(),
  browser: z.string(),
  issuer: z.string(),
});

const querySchema = z.object({
  state: z.string().max(200),
  code: z.string().max(4_000).optional(),
  error: z.string().max(200).optional(),
  /** RFC 9207: whose answer it is. */
  iss: z.string().max(500).optional(),
});

const tokensSchema = z.object({ id_token: z.string(), access_token: z.string().optional() });

/** Takes the row of a state, which works once and for the browser that began alone. @throws ProviderProblem `stale` */
async function takeBegun(state: string, browser: string | undefined): Promise<Begun> {
  const [row] = await db()
    .delete(verification)
    .where(eq(verification.identifier, stateRow(state)))
    .returning();
  if (row === undefined || row.expiresAt <= new Date()) throw new ProviderProblem("stale");
  const begun = begunSchema.parse(JSON.parse(row.value));
  if (browser === undefined || hashSecret(browser) !== begun.browser) throw new ProviderProblem("stale");
  return begun;
}

/** Returns how the client names itself to the token endpoint (RFC 6749, 2.3.1; OpenID Connect Core 1.0, 9). */
function clientAuth(
  provider: Provider,
  { token_endpoint_auth_methods_supported: methods }: Discovery,
): { headers: Record<string, string>; form: Record<string, string> } {
  const secret = clientSecretOf(provider);
  const { clientId } = provider;
  if (secret === null) return { headers: {}, form: { client_id: clientId } };
  if (!methods.includes("client_secret_basic") && methods.includes("client_secret_post"))
    return { headers: {}, form: { client_id: clientId, client_secret: secret } };
  const encoded = [clientId, secret].map((part) =>
    new URLSearchParams({ part }).toString().slice("part=".length),
  );
  return {
    headers: { authorization: `Basic ${Buffer.from(encoded.join(":")).toString("base64")}` },
    form: {},
  };
}

/** Exchanges the code for tokens. @throws ProviderProblem `refused`, `strange`, `away` */
async function fetchTokens(
  code: string,
  verifier: string,
  provider: Provider,
  discovery: Discovery,
  options: ProviderOptions,
): Promise<Tokens> {
  const { headers, form } = clientAuth(provider, discovery);
  const grant = {
    grant_type: "authorization_code",
    code,
    redirect_uri: callbackUrl(),
    code_verifier: verifier,
  };
  const answer = await askProvider(
    discovery.token_endpoint,
    { headers, form: { ...grant, ...form } },
    options,
  );
  if (answer.status >= 500) throw new ProviderProblem("away");
  if (answer.status !== 200) throw new ProviderProblem("refused");
  const parsed = tokensSchema.safeParse(answer.json);
  if (!parsed.success) throw new ProviderProblem("strange", { cause: parsed.error });
  return { idToken: parsed.data.id_token, accessToken: parsed.data.access_token ?? null };
}

/**
 * Ends a sign-in at the provider: takes its state, exchanges its code, verifies its token. Returns the person and the provider's settings;
 * whether the person is let in is judged by the caller. @throws ProviderProblem
 */
export async function finishProviderSignIn(
  query: unknown,
  browser: string | undefined,
  options: ProviderOptions = {},
): Promise<{ identity: Identity; provider: Provider }> {
  const sent = querySchema.safeParse(query);
  if (!sent.success) throw new ProviderProblem("stale", { cause: sent.error });
  const { state, code, error, iss } = sent.data;
  const { nonce, verifier, issuer } = await takeBegun(state, browser);
  const provider = await requireProvider();
  // Another provider was set meanwhile, or another one answers in its place.
  if (provider.issuer !== issuer || (iss !== undefined && iss !== issuer)) throw new ProviderProblem("stale");
  if (error !== undefined || code === undefined) throw new ProviderProblem("refused");
  const discovery = await discover(issuer, options);
  const tokens = await fetchTokens(code, verifier, provider, discovery, options);
  return { identity: await identityOf(tokens, { provider, nonce }, discovery, options), provider };
}
