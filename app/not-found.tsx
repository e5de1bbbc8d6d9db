import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { currentSession } from "@/server/auth/session";
import { forPage } from "@/server/http/page-error";
import { AppFrame } from "./(app)/frame";

export const metadata: Metadata = { title: "Not found" };

/** An address behind which there is nothing: in the app's frame for a person who is signed in. */
export default async function NotFoundPage() {
  const signedIn = await forPage(currentSession());
  if (signedIn === null)
    return (
      <main className="mx-auto max-w-2xl px-4 py-16">
        <Nothing way={<LinkButton href="/sign-in">Sign in</LinkButton>} />
      </main>
    );
  return (
    <AppFrame user={signedIn.user}>
      <Page>
        <Nothing
          way={
            <LinkButton href="/" variant="primary">
              Overview
            </LinkButton>
          }
        />
      </Page>
    </AppFrame>
  );
}

function Nothing({ way }: { way: ReactNode }) {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState title="There is nothing at this address" actions={way}>
        The address may be mistyped, or what stood here was deleted.
      </EmptyState>
    </>
  );
}
