import type { Metadata } from "next";
import { AuthPage } from "@/components/account/auth-page";
import { SecondFactorSetup } from "@/components/account/second-factor-setup";
import { SignOutLine } from "@/components/shell/sign-out-line";
import { requireOwing } from "@/server/auth/session";
import { begin, turnOn } from "./actions";

export const metadata: Metadata = { title: "Second factor" };

/** The one page of a person who has to set a second factor up before anything else. */
export default async function SecondFactorPage() {
  const { user } = await requireOwing("second-factor");
  return (
    <AuthPage
      title="Set up your second factor"
      says="An admin has set that each person needs one: a code of an authenticator app after the password."
    >
      <SecondFactorSetup asksPassword={false} {...{ begin, turnOn }} leadsTo="/" />
      <SignOutLine email={user.email} />
    </AuthPage>
  );
}
