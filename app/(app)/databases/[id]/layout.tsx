import type { ReactNode } from "react";
import { CheckProvider } from "@/components/check/check-provider";
import { DatabaseHeader } from "@/components/database-page/database-header";
import { LiveTab } from "@/components/live/live-tab";
import { Page } from "@/components/shell/page";
import { latestVerdictOf } from "@/lib/databases/latest-verdict";
import { monitor } from "@/server/monitor/monitor";
import { databaseOf, isViewer, type DatabaseParams } from "./data";

type DatabaseLayoutProps = DatabaseParams & { children: ReactNode };

/**
 * Parts that all pages of one database share: its head, a check that goes on while its reader moves between them, and the
 * state in the tab.
 */
export default async function DatabaseLayout({ params, children }: DatabaseLayoutProps) {
  if (await isViewer()) return <Page>{children}</Page>;
  const { database, underWay, latest: visit } = await databaseOf((await params).id);
  const latest = latestVerdictOf(visit);
  const known = monitor().latest(database.id);
  return (
    <CheckProvider
      key={database.id}
      databaseId={database.id}
      enabled={database.archivedAt === null}
      underWay={underWay}
    >
      <DatabaseHeader
        database={database}
        latest={latest}
        live={known && { ...known, sample: null }}
        budget={visit?.budget ?? null}
      />
      {database.archivedAt === null && (
        <LiveTab
          databaseId={database.id}
          name={database.name}
          latest={latest}
          initial={known && { ...known, sample: null }}
        />
      )}
      <Page>{children}</Page>
    </CheckProvider>
  );
}
