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
  const { database, latest } = await databaseOf((await params).id);
  const known = monitor().latest(database.id);
  return (
    <CheckProvider key={database.id} databaseId={database.id} enabled={database.archivedAt === null}>
      <DatabaseHeader
        database={database}
        latest={
          latest && { verdict: latest.verdict, takenAt: latest.takenAt, fails: latest.brief.counts.fail }
        }
      />
      {database.archivedAt === null && (
        <LiveTab
          databaseId={database.id}
          name={database.name}
          fails={latest?.brief.counts.fail ?? 0}
          initial={known && { ...known, sample: null }}
        />
      )}
      <Page>{children}</Page>
    </CheckProvider>
  );
}
