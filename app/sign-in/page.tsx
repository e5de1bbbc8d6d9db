import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountForm } from "@/components/account/account-form";
import { AuthPage } from "@/components/account/auth-page";
import { currentSession } from "@/server/auth/session";
import { isEmpty } from "@/server/auth/setup-token";
import { forPage } from "@/server/http/page-error";
import { enter } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

/** The door for everybody who has an account. */
export default async function SignInPage() {
  if ((await forPage(currentSession())) !== null) redirect("/");
  if (await forPage(isEmpty())) redirect("/setup");
  return (
    <AuthPage title="Sign in" says="Accounts are made by an admin of this Headroom.">
      <AccountForm kind="sign-in" submit={enter} />
    </AuthPage>
  );
}
