import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { GaugePatterns } from "@/components/budget/patterns";
import { Header } from "@/components/shell/header";
import { themeIn } from "@/components/shell/theme";
import type { SignedIn } from "@/server/auth/session";
import { startSandboxAction } from "./sandbox-actions";

/** The frame of every page for a person who is signed in: the head, and the page below it. */
export async function AppFrame({ user, children }: Pick<SignedIn, "user"> & { children: ReactNode }) {
  const theme = themeIn(await cookies());
  return (
    <>
      <GaugePatterns />
      <Header user={user} theme={theme} startSandbox={startSandboxAction} />
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
    </>
  );
}
