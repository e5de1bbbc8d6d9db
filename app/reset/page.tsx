import type { Metadata } from "next";
import { headers } from "next/headers";
import { AuthPage } from "@/components/account/auth-page";
import { NewPasswordForm } from "@/components/account/new-password-form";
import { LinkButton } from "@/components/ui/link-button";
import { readTicket } from "@/server/auth/ticket-cookie";
import { isSecure } from "@/server/http/origin";
import { forPage } from "@/server/http/page-error";
import { openReset } from "@/server/people/resets/open";
import { setByLink } from "./actions";

export const metadata: Metadata = { title: "New password" };

/** Sets a new password by a link, or says why the link sets none. */
export default async function ResetPage() {
  const reset = await forPage(openReset(await readTicket("reset", isSecure(await headers()))));
  if ("title" in reset)
    return (
      <AuthPage title={reset.title} says={reset.says}>
        <div>
          <LinkButton href="/sign-in">Sign in</LinkButton>
        </div>
      </AuthPage>
    );
  return (
    <AuthPage
      title="Set a new password"
      says={`For ${reset.email}. Every session of this account ends; this browser is signed in.`}
    >
      <NewPasswordForm {...reset} submit={setByLink} />
    </AuthPage>
  );
}
