import type { Metadata } from "next";
import Link from "next/link";
import { Archived } from "@/components/database-page/notices";
import { titleOfWanted } from "@/components/repair/repair-url";
import { HistoryFilters } from "@/components/repair/run/history-filters";
import { HistoryList } from "@/components/repair/run/history-list";
import { HistoryRun } from "@/components/repair/run/history-run";
import { historyPath, readHistoryView, type HistoryView } from "@/components/repair/run/history-view";
import { HistoryWords } from "@/components/repair/run/history-words";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { pageWords } from "@/components/ui/page-words";
import { checks } from "@/lib/checks";
import { listRuns } from "@/server/repair/runs/list";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";

type HistoryPageProps = DatabaseParams & {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async (props: HistoryPageProps): Promise<Metadata> => ({
  title: await databaseTitle(
    props,
    readHistoryView(await props.searchParams).run === null ? "history" : "run",
  ),
});

const titles = new Map(checks.map(({ id, title }) => [id, title]));

/** Runs of a database with the person and the outcome; one run with its SQL and its undo. */
export default async function HistoryPage({ params, searchParams }: HistoryPageProps) {
  const { ctx, role, database } = await databaseOf((await params).id);
  const view = readHistoryView(await searchParams);
  const archived = database.archivedAt !== null && (
    <Archived databaseId={database.id} at={database.archivedAt} />
  );
  if (view.run !== null)
    return (
      <>
        {archived}
        <p>
          <Link
            href={historyPath(database.id, { ...view, run: null })}
            className="text-accent underline underline-offset-2"
          >
            All runs
          </Link>
        </p>
        <HistoryRun
          key={view.run}
          databaseId={database.id}
          runId={view.run}
          admin={role === "admin"}
          titles={Object.fromEntries(titles)}
        />
      </>
    );
  const { lines, older } = await listRuns(ctx, database.id, view);
  const narrowed = view.state !== null || view.kind !== null;
  return (
    <>
      {archived}
      <h2 className="text-xl font-semibold">History</h2>
      {(lines.length > 0 || narrowed) && <HistoryFilters databaseId={database.id} view={view} />}
      {(lines.length > 0 || narrowed) && (
        <p role="status" className={lines.length === 0 ? "sr-only" : "text-sm text-muted"}>
          {pageWords({ count: lines.length, before: view.before, older }, "run")}
        </p>
      )}
      {lines.length === 0 ? (
        <Nothing databaseId={database.id} narrowed={narrowed || view.before !== null} />
      ) : (
        <>
          <HistoryList
            databaseId={database.id}
            view={view}
            lines={lines.map((line) => ({ ...line, title: titleOfWanted(line.for, titles) }))}
          />
          <Pages databaseId={database.id} view={view} older={older} />
          <HistoryWords />
        </>
      )}
    </>
  );
}

function Pages({ databaseId, view, older }: { databaseId: string; view: HistoryView; older: string | null }) {
  if (older === null && view.before === null) return null;
  return (
    <nav aria-label="Pages of the history" className="flex flex-wrap gap-2">
      {view.before !== null && (
        <LinkButton href={historyPath(databaseId, { ...view, before: null })}>Newest</LinkButton>
      )}
      {older !== null && (
        <LinkButton href={historyPath(databaseId, { ...view, before: older })}>Older</LinkButton>
      )}
    </nav>
  );
}

function Nothing({ databaseId, narrowed }: { databaseId: string; narrowed: boolean }) {
  return narrowed ? (
    <EmptyState
      title="No run fits"
      level={3}
      actions={<LinkButton href={historyPath(databaseId, {})}>Show all runs</LinkButton>}
    >
      No run of this database is in that state and for that purpose.
    </EmptyState>
  ) : (
    <EmptyState
      title="Nothing was run here yet"
      level={3}
      actions={
        <LinkButton href={`/databases/${databaseId}/repair`} variant="primary">
          See the plan
        </LinkButton>
      }
    >
      Each dry run, repair, undo and clean-up of this database is kept here: who ran it and when, its SQL,
      what every check said before and after, and its undo. Read the plan first; a dry run shows what it would
      do and changes nothing.
    </EmptyState>
  );
}
