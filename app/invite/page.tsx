import type { Metadata } from "next";
import { headers } from "next/headers";
import { AccountForm } from "@/components/account/account-form";
import { AuthPage } from "@/components/account/auth-page";
import { LinkButton } from "@/components/ui/link-button";
import { ROLE_SAYS, withArticle } from "@/lib/accounts/roles";
import { readTicket } from "@/server/auth/ticket-cookie";
import { isSecure } from "@/server/http/origin";
import { forPage } from "@/server/http/page-error";
import { openInvitation } from "@/server/people/invitations/open";
import { accept } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

/** An invitation as the person sees it who opened its link, or the reason why it lets no person in. */
export default async function InvitePage() {
  const id = await readTicket("invitation", isSecure(await headers()));
  const invitation = await forPage(openInvitation(id));
  if ("title" in invitation)
    return (
      <AuthPage title={invitation.title} says={invitation.says}>
        <div>
          <LinkButton href="/sign-in">Sign in</LinkButton>
        </div>
      </AuthPage>
    );
  const { invitedBy, role, email } = invitation;
  return (
    <AuthPage
      title="Join Headroom"
      says={`${invitedBy} invited you as ${withArticle(role)}. ${ROLE_SAYS[role]}`}
    >
      <AccountForm kind="invited" submit={accept} {...(email !== null && { email })} />
    </AuthPage>
  );
}
