import type { Metadata } from "next";
import { AuthPage } from "@/components/account/auth-page";
import { ForgotForm } from "@/components/account/forgot-form";
import { LinkButton } from "@/components/ui/link-button";
import { forPage } from "@/server/http/page-error";
import { isMailSet } from "@/server/mail/send";
import { askForLink } from "./actions";

export const metadata: Metadata = { title: "Forgotten password" };

/** Asks for a link by mail, or says whom to ask where no mail is set. */
export default async function ForgotPage() {
  const canMail = await forPage(isMailSet());
  return (
    <AuthPage
      title="Forgotten password"
      says={
        canMail ? (
          "A link for a new password comes by mail. It works once, within one hour."
        ) : (
          <>
            This Headroom sends no mail. Ask an admin for a link; the only admin runs{" "}
            <code className="font-mono whitespace-nowrap">headroom new-password</code> on the server.
          </>
        )
      }
    >
      {canMail && <ForgotForm submit={askForLink} />}
      <div>
        <LinkButton href="/sign-in">Back to the sign-in</LinkButton>
      </div>
    </AuthPage>
  );
}
