import type { Metadata } from "next";
import { AuthPage } from "@/components/account/auth-page";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { currentSession } from "@/server/auth/session";
import { forPage } from "@/server/http/page-error";
import { AppFrame } from "./(app)/frame";

export const metadata: Metadata = { title: "Not found" };

const TITLE = "There is nothing at this address";
const WHY = "The address may be mistyped, or the page was deleted.";

/** An address behind which there is nothing: in the app's frame for a person who is signed in. */
export default async function NotFoundPage() {
  const signedIn = await forPage(currentSession());
  if (signedIn === null)
    return (
      <AuthPage title={TITLE} says={WHY}>
        <div>
          <LinkButton href="/sign-in" variant="primary">
            Sign in
          </LinkButton>
        </div>
      </AuthPage>
    );
  return (
    <AppFrame user={signedIn.user}>
      <Page>
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          title={TITLE}
          actions={
            <LinkButton href="/" variant="primary">
              Overview
            </LinkButton>
          }
        >
          {WHY}
        </EmptyState>
      </Page>
    </AppFrame>
  );
}
