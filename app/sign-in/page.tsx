import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { AccountForm } from "@/components/account/account-form";
import { AuthPage } from "@/components/account/auth-page";
import { buttonStyle } from "@/components/ui/button-style";
import { Callout } from "@/components/ui/callout";
import { PROVIDER_PROBLEMS, PROVIDER_PROBLEM_SAYS } from "@/lib/accounts/provider-problem";
import { providerButton } from "@/server/auth/oidc/settings";
import { anySession } from "@/server/auth/session";
import { isEmpty } from "@/server/auth/setup-token";
import { forPage } from "@/server/http/page-error";
import { enter } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

const querySchema = z.object({ provider: z.enum(PROVIDER_PROBLEMS).optional().catch(undefined) });

/** The page on which each person with an account signs in. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  if ((await forPage(anySession())) !== null) redirect("/");
  if (await forPage(isEmpty())) redirect("/setup");
  const { provider } = querySchema.parse(await searchParams);
  const button = await forPage(providerButton());
  const problem = provider && PROVIDER_PROBLEM_SAYS[provider];
  return (
    <AuthPage title="Sign in" says="Accounts are made by an admin of this Headroom.">
      {problem && (
        <Callout tone="fail" role="alert" title={problem.title}>
          <p>{problem.says}</p>
        </Callout>
      )}
      <AccountForm kind="sign-in" submit={enter} />
      {button && (
        // No Link of Next: it would fetch the address ahead, which begins a sign-in.
        <a href="/sign-in/oidc/start" className={buttonStyle("secondary", "md", "min-w-0 truncate")}>
          {button}
        </a>
      )}
      <p className="text-sm">
        <Link href="/sign-in/forgot" className="underline underline-offset-2">
          Forgotten password
        </Link>
      </p>
    </AuthPage>
  );
}
