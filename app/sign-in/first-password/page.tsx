import type { Metadata } from "next";
import { AuthPage } from "@/components/account/auth-page";
import { NewPasswordForm } from "@/components/account/new-password-form";
import { SignOutLine } from "@/components/shell/sign-out-line";
import { requireOwing } from "@/server/auth/session";
import { setFirstPassword } from "./actions";

export const metadata: Metadata = { title: "First password" };

/** The one page of a person whose password another person made. */
export default async function FirstPasswordPage() {
  const { user } = await requireOwing("password");
  return (
    <AuthPage
      title="Choose your password"
      says="Another person made your present one. Choose one that only you know, then go on."
    >
      <NewPasswordForm email={user.email} submit={setFirstPassword} />
      <SignOutLine email={user.email} />
    </AuthPage>
  );
}
