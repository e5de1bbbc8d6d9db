import "server-only";
import { z } from "zod";
import { issuerProblem } from "@/lib/accounts/provider";
import { ProviderProblem } from "./problem";
import { askProvider, type ProviderOptions } from "./request";

/** An endpoint is held to what the issuer is held to, except that it may have a query. */
const endpoint = z
  .string()
  .refine((text) => URL.canParse(text) && issuerProblem(text.replace(/\?.*$/, "")) === null)
  .transform((text) => new URL(text));

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
});

/** Metadata of a provider (OpenID Connect Discovery 1.0, 3). */
export type Discovery = z.infer<typeof discoverySchema>;

/**
 * Returns what a provider says of itself. Asked anew for each step of a sign-in, so that a move of its endpoints is followed at once.
 * @throws ProviderProblem `away`, or `strange` where it names another issuer or an endpoint without TLS
 */
export async function discover(issuer: string, options: ProviderOptions): Promise<Discovery> {
  const url = new URL(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const { status, json } = await askProvider(url, {}, options);
  if (status >= 500) throw new ProviderProblem("away");
  const parsed = discoverySchema.safeParse(json);
  if (status !== 200 || !parsed.success || parsed.data.issuer !== issuer)
    throw new ProviderProblem("strange", { cause: parsed.error });
  return parsed.data;
}
