import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountForm } from "@/components/account/account-form";
import { Door } from "@/components/account/door";
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
    <Door title="Sign in" says="Accounts are made by an admin of this Headroom.">
      <AccountForm kind="sign-in" submit={enter} />
    </Door>
  );
}
