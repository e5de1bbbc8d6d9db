import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { MoveFromCloud } from "@/components/move/move-from-cloud";
import { Replication } from "@/components/replication/replication";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { moveFromCloud } from "@/lib/move/from-cloud";
import { worstOf } from "@/lib/replication/next-step";
import { replicationOf } from "@/lib/replication/page";
import { splitIgnored } from "@/lib/report/ignored";
import { listNeighbours } from "@/server/monitor/neighbours";
import { monitor } from "@/server/monitor/monitor";
import { readVisit, snapshotBefore } from "@/server/visits/read";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "replication"),
});

/** The replication of a database: slot, publication, standbys, transactions in the way, and all consumers of its server. */
export default async function ReplicationPage({ params }: DatabaseParams) {
  const { ctx, database, ignored, latest } = await databaseOf((await params).id);
  const { id, target, archivedAt } = database;
  const notices = (
    <>
      <CheckProgress />
      {archivedAt !== null && <Archived databaseId={id} at={archivedAt} />}
    </>
  );
  if (latest === null)
    return (
      <>
        {notices}
        <NeverChecked shows="The slot, its WAL, the publication, standbys and all other consumers of the server stand here." />
      </>
    );
  const [{ snapshot }, before, neighbours] = await Promise.all([
    readVisit(ctx, id, latest.id),
    snapshotBefore(ctx, id, latest.takenAt),
    listNeighbours(ctx, database),
  ]);
  if (!snapshot.reached)
    return (
      <>
        {notices}
        <EmptyState
          title="Replication could not be read"
          actions={<LinkButton href={`/databases/${id}`}>Show what happened</LinkButton>}
        >
          The last check run had no session with this database. Once it can be reached, check again.
        </EmptyState>
      </>
    );
  const told = replicationOf(snapshot, target, before, neighbours);
  const move = moveFromCloud({ snapshot, target, consumers: told.consumers, verdict: latest.verdict });
  const worst = worstOf(splitIgnored(latest.findings, ignored).counting);
  return (
    <>
      {notices}
      <Replication
        databaseId={id}
        target={target}
        takenAt={latest.takenAt}
        told={told}
        worst={worst && { id: worst.id, title: worst.title, status: worst.status, found: worst.found }}
        archived={archivedAt !== null}
        initial={monitor().latest(id)}
      />
      {move !== null && <MoveFromCloud databaseId={id} steps={move} />}
    </>
  );
}
