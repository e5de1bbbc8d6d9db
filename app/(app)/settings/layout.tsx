import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page } from "@/components/shell/page";
import { Callout } from "@/components/ui/callout";
import { requireSession } from "@/server/auth/session";

/** The frame of the settings. Each verb behind them judges the role itself; a page that is not for its reader says so. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { role } = await requireSession();
  return (
    <Page>
      <h1 className="text-xl font-semibold">Settings</h1>
      {role === "admin" ? (
        <div className="grid grid-cols-1 gap-6 md:grid-cols-[12rem_minmax(0,1fr)] md:gap-10">
          <SettingsNav />
          <div className="grid min-w-0 content-start gap-6">{children}</div>
        </div>
      ) : (
        <Callout title="Only admins change settings">Ask an admin of this Headroom.</Callout>
      )}
    </Page>
  );
}
