import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { GaugePatterns } from "@/components/budget/patterns";
import { Header } from "@/components/shell/header";
import { THEME_COOKIE, themeOf } from "@/components/shell/theme";
import { leave } from "@/app/sign-in/actions";
import { startSandboxAction } from "./sandbox-actions";
import { requireSession } from "@/server/auth/session";

/** Every page behind the sign-in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <GaugePatterns />
      <Header user={user} theme={theme} signOut={leave} startSandbox={startSandboxAction} />
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
    </>
  );
}
