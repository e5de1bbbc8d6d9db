import type { Metadata } from "next";
import { ProviderForm } from "@/components/settings/provider-form";
import { SecondFactorForm } from "@/components/settings/second-factor-form";
import { requireSession } from "@/server/auth/session";
import { readProvider } from "@/server/people/provider/change";
import { readSetting } from "@/server/settings/read";
import { saveProvider, saveSignIn } from "./actions";

export const metadata: Metadata = { title: "Sign-in · Settings" };

/** Demands of a sign-in. */
export default async function SignInSettingsPage() {
  const { ctx } = await requireSession("admin");
  return (
    <>
      <SecondFactorForm stored={await readSetting("signIn")} save={saveSignIn} />
      <ProviderForm stored={await readProvider(ctx)} save={saveProvider} />
    </>
  );
}
