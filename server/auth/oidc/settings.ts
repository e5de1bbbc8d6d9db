import "server-only";
import type { Provider } from "@/lib/accounts/provider";
import { publicUrl } from "../../http/origin";
import { openText, sealText, type SealedText } from "../../secrets/seal-text";
import { readSetting } from "../../settings/read";
import { ProviderProblem } from "./problem";

const PLACE = { row: "provider", field: "client secret" };

/** Encrypts the client's secret for the setting. */
export const sealClientSecret = (secret: string): SealedText => sealText(PLACE, secret);

/** Returns the client's secret; null for a public client. @throws CannotOpen */
export const clientSecretOf = ({ clientSecret }: Provider): string | null =>
  clientSecret === null ? null : openText(PLACE, clientSecret);

/** Returns the address that the provider sends people back to; it has to be entered there. */
export const callbackUrl = (): string => `${publicUrl()}/sign-in/oidc/callback`;

/** Returns the provider of sign-ins. @throws ProviderProblem `off` where there is none */
export async function requireProvider(): Promise<Provider> {
  const provider = await readSetting("provider");
  if (!provider.isOn) throw new ProviderProblem("off");
  return provider;
}

/** Returns the text of the provider's button; null where sign-ins by a provider are off. */
export async function providerButton(): Promise<string | null> {
  const { isOn, button } = await readSetting("provider");
  return isOn ? button : null;
}
