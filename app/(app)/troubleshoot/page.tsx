import type { Metadata } from "next";
import { Page } from "@/components/shell/page";
import { Troubleshoot } from "@/components/troubleshoot/troubleshoot";
import { checkOf } from "@/lib/checks";
import { isFixable } from "@/lib/repair/plan/fixable";
import { entries, entryOf } from "@/lib/troubleshoot/entries";
import { requireSession } from "@/server/auth/session";
import { listDatabases } from "@/server/databases/list";

export const metadata: Metadata = { title: "Troubleshoot" };

type Props = { searchParams: Promise<{ error?: string | string[] }> };

/** An error, a log or a `docker inspect` is pasted here, read in the browser, and leads to its check and its fix. */
export default async function TroubleshootPage({ searchParams }: Props) {
  const { ctx, role } = await requireSession("member");
  const { error } = await searchParams;
  const databases = (await listDatabases(ctx)).filter(({ archivedAt }) => archivedAt === null);
  const named = [...new Set(entries.flatMap(({ checks }) => checks))];
  return (
    <Page>
      <Troubleshoot
        databases={databases.map(({ id, name }) => ({ id, name }))}
        checkTitles={Object.fromEntries(named.map((id) => [id, checkOf(id)?.title ?? id]))}
        fixable={named.filter(isFixable)}
        isAdmin={role === "admin"}
        linked={(typeof error === "string" && entryOf(error)?.slug) || null}
      />
    </Page>
  );
}
