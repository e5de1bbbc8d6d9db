import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { Tables } from "@/components/tables/tables";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { tableRows } from "@/lib/tables/row";
import { publicationTables } from "@/lib/checks/publication/tables";
import { tablesOwnership } from "@/lib/checks/tables/ownership";
import { tablesReplicaIdentity } from "@/lib/checks/tables/replica-identity";
import { isProblem } from "@/lib/report/ignored";
import { countFacets, countShown, tablesViewSchema, viewRows } from "@/lib/tables/view";
import { readVisit } from "@/server/visits/read";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";

type TablesPageProps = DatabaseParams & { searchParams: Promise<Record<string, unknown>> };

/** Rows that come with the page; the rest follows as columns. */
const FIRST = 30;

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "tables"),
});

/** Every table: owner, replica identity, publication, rights, and what the checks say of it. */
export default async function TablesPage({ params, searchParams }: TablesPageProps) {
  const { ctx, database, latest } = await databaseOf((await params).id);
  if (latest === null)
    return (
      <>
        <CheckProgress />
        <NeverChecked shows="Every table stands here: its owner, its replica identity, whether it is published, and what the checks say of it." />
      </>
    );
  const { snapshot, findings } = await readVisit(ctx, database.id, latest.id);
  if (!snapshot.reached)
    return (
      <>
        <CheckProgress />
        <EmptyState
          title="The tables could not be read"
          actions={<LinkButton href={`/databases/${database.id}`}>Show what happened</LinkButton>}
        >
          There was no session with this database at the last visit. Once it can be reached, check again.
        </EmptyState>
      </>
    );
  const rows = tableRows(snapshot, database.target, findings);
  const view = tablesViewSchema.parse(await searchParams);
  const titles = Object.fromEntries(
    findings.filter(({ status }) => isProblem(status)).map(({ id, title }) => [id, title]),
  );
  const shown = viewRows(rows, view, titles);
  return (
    <>
      <CheckProgress />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      <h2 className="sr-only">Tables</h2>
      <Tables
        databaseId={database.id}
        takenAt={latest.takenAt}
        first={rows.length <= FIRST ? rows : shown.slice(0, FIRST)}
        total={rows.length}
        counts={countShown(rows)}
        facets={countFacets(rows, view.show)}
        titles={titles}
        role={database.target.role}
        strategy={database.target.strategy}
        acts={{ publish: publicationTables.id, full: tablesReplicaIdentity.id, give: tablesOwnership.id }}
        matching={shown.length}
      />
    </>
  );
}
