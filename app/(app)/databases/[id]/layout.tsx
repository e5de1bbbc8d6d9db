import type { ReactNode } from "react";
import { CheckProvider } from "@/components/check/check-provider";
import { DatabaseHeader } from "@/components/database-page/database-header";
import { LiveTab } from "@/components/live/live-tab";
import { Page } from "@/components/shell/page";
import { monitor } from "@/server/monitor/monitor";
import { databaseOf, type DatabaseParams } from "./data";

type DatabaseLayoutProps = DatabaseParams & { children: ReactNode };

/** What all pages of one database share: its head, and what goes on while its reader moves between them: a check, and the state in the tab. */
export default async function DatabaseLayout({ params, children }: DatabaseLayoutProps) {
  const { profile, latest } = await databaseOf((await params).id);
  const known = monitor().latest(profile.id);
  return (
    <CheckProvider key={profile.id} databaseId={profile.id} enabled={profile.archivedAt === null}>
      <DatabaseHeader
        profile={profile}
        latest={
          latest && { verdict: latest.verdict, takenAt: latest.takenAt, fails: latest.brief.counts.fail }
        }
      />
      {profile.archivedAt === null && (
        <LiveTab
          databaseId={profile.id}
          name={profile.name}
          fails={latest?.brief.counts.fail ?? 0}
          initial={known && { ...known, sample: null }}
        />
      )}
      <Page>{children}</Page>
    </CheckProvider>
  );
}
