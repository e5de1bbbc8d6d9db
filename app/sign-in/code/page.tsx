import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/account/auth-page";
import { CodeForm } from "@/components/account/code-form";
import { readTicket } from "@/server/auth/ticket-cookie";
import { isSecure } from "@/server/http/origin";
import { enterCode } from "./actions";

export const metadata: Metadata = { title: "Code" };

/** The second step of a sign-in: the code of the second factor. */
export default async function CodePage() {
  if ((await readTicket("second-factor", isSecure(await headers()))) === null) redirect("/sign-in");
  return (
    <AuthPage
      title="Enter the code"
      says="Your authenticator app shows it. If the app is lost, use a recovery code, or ask an admin to turn your second factor off."
    >
      <CodeForm submit={enterCode} />
    </AuthPage>
  );
}
