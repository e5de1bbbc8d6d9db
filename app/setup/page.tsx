import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { AccountForm } from "@/components/account/account-form";
import { AuthPage } from "@/components/account/auth-page";
import { Callout } from "@/components/ui/callout";
import { isEmpty, mayMakeAdminNow } from "@/server/auth/setup-token";
import { isSecure } from "@/server/http/origin";
import { forPage } from "@/server/http/page-error";
import { makeAdmin } from "./actions";
import { setupCookie } from "./cookie";

export const metadata: Metadata = { title: "Set up" };

/** Makes the first admin, once. Only the browser that came through the printed address sees the form. */
export default async function SetupPage() {
  if (!(await forPage(isEmpty()))) redirect("/sign-in");
  const { name } = setupCookie(isSecure(await headers()));
  const letIn = await mayMakeAdminNow((await cookies()).get(name)?.value);
  return (
    <AuthPage
      title="Set up Headroom"
      says="Make the first admin. Admins add databases; they can let others in later."
    >
      {letIn ? (
        <AccountForm kind="new-admin" submit={makeAdmin} />
      ) : (
        <Callout tone="info" title="Open the address that Headroom printed">
          <p>
            The terminal that started Headroom shows an address with a one-time token, so that no other person
            can make the first admin. It works once. If it was used up, stop Headroom and start it again: it
            prints a new one.
          </p>
        </Callout>
      )}
    </AuthPage>
  );
}
