import type { ReactNode } from "react";
import { CheckProvider } from "@/components/check/check-provider";
import { DatabaseHeader } from "@/components/database/database-header";
import { Page } from "@/components/shell/page";
import { databaseOf, type DatabaseParams } from "./data";

type DatabaseLayoutProps = DatabaseParams & { children: ReactNode };

/** What all pages of one database share: its head, and the check that goes on while its reader moves between them. */
export default async function DatabaseLayout({ params, children }: DatabaseLayoutProps) {
  const { profile, latest } = await databaseOf((await params).id);
  return (
    <CheckProvider key={profile.id} databaseId={profile.id} enabled={profile.archivedAt === null}>
      <DatabaseHeader
        profile={profile}
        latest={
          latest && { verdict: latest.verdict, takenAt: latest.takenAt, fails: latest.brief.counts.fail }
        }
      />
      <Page>{children}</Page>
    </CheckProvider>
  );
}
