import "server-only";
import { providerInputSchema, type Provider } from "@/lib/accounts/provider";
import type { AuditLine } from "../../audit/line";
import { auditedVerb, readOnlyVerb } from "../../audit/verb";
import { discover } from "../../auth/oidc/discover";
import { ProviderProblem } from "../../auth/oidc/problem";
import type { ProviderOptions } from "../../auth/oidc/request";
import { callbackUrl, sealClientSecret } from "../../auth/oidc/settings";
import { parse, type Context } from "../../context";
import { BadInput } from "../../errors";
import { readSetting } from "../../settings/read";
import { writeSetting } from "../../settings/write";
import { db } from "../../store/db";
import { confirmSelf } from "../confirm-self";

/** Settings of the provider as the form has them; the client's secret never leaves the server. */
export type ProviderView = Omit<Provider, "clientSecret"> & { hasSecret: boolean; callback: string };

/** Returns the settings of the provider, without the client's secret. */
export const readProvider = readOnlyVerb("admin", async (): Promise<ProviderView> => {
  const { clientSecret, ...fields } = await readSetting("provider");
  return { ...fields, hasSecret: clientSecret !== null, callback: callbackUrl() };
});

/** Asks a provider that is to be switched on what it says of itself. @throws BadInput at the issuer */
async function requireAnswer(issuer: string, options: ProviderOptions): Promise<void> {
  try {
    await discover(issuer, options);
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    throw new BadInput("The provider was not saved.", {
      issuer:
        error.kind === "away"
          ? "Nothing answers there, or HEADROOM_NETWORKS does not allow it."
          : "What answers there is no OpenID Connect provider of exactly this name.",
    });
  }
}

async function change(ctx: Context, audit: AuditLine, input: unknown, options: ProviderOptions = {}) {
  const { clientSecret, ownPassword, ...fields } = parse(providerInputSchema, input);
  await confirmSelf(ctx, audit, ownPassword);
  const before = await readSetting("provider");
  if (before.clientSecret !== null && clientSecret === "" && before.issuer !== fields.issuer)
    throw new BadInput("The secret would be sent to another address.", {
      clientSecret: "Type the client's secret again: the issuer is another one.",
    });
  if (fields.isOn) await requireAnswer(fields.issuer, options);
  const sealed = clientSecret === "" ? before.clientSecret : sealClientSecret(clientSecret);
  return db().transaction(async (tx) => {
    await writeSetting(tx, "provider", { ...fields, clientSecret: sealed });
    const { mapping, domains, subjects, ...rest } = fields;
    const detail = {
      ...rest,
      domains: domains.join(", "),
      subjects: subjects.length,
      mapping: mapping.map(({ claim, role }) => `${claim}: ${role}`).join(", "),
      secretChanged: clientSecret !== "",
    };
    return audit.write(tx, { action: "change the sign-in settings", detail }, undefined);
  });
}

/**
 * Sets the provider of sign-ins. One that is switched on has to answer. An empty secret keeps the present one, except where the issuer is
 * another: it would be sent to a new place.
 * @throws NotAllowed for a member, BadInput at the field, TooMany
 */
export const changeProvider = auditedVerb("admin", change);
