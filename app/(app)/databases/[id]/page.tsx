import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { ConnectionFacts } from "@/components/database-page/connection-facts";
import { ConnectionsSection } from "@/components/database-page/connections-section";
import { Headline } from "@/components/database-page/headline";
import { LatestChanges } from "@/components/database-page/latest-changes";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { RunningElectric } from "@/components/running/running-electric";
import { Section } from "@/components/ui/section";
import { Unreachable } from "@/components/database-page/unreachable";
import { SandboxControl } from "@/components/sandbox/sandbox-control";
import { checks } from "@/lib/checks";
import { fixableOf } from "@/lib/repair/plan/fixable";
import { differenceOf, existedAt } from "@/lib/report/diff";
import { monitor } from "@/server/monitor/monitor";
import { readVisit, visitBefore } from "@/server/visits/read";
import { sandboxStatus } from "@/server/sandbox/status";
import { startSandboxAction, stopSandboxAction } from "../../sandbox-actions";
import { databaseOf, databaseTitle, type DatabaseParams } from "./data";
import { StandIn } from "./stand-in";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, ""),
});

/** One database: is it safe, what is wrong, what to press; then what changed, and how it is connected. */
export default async function DatabasePage({ params }: DatabaseParams) {
  const { ctx, role, database, ignored, trial, latest } = await databaseOf((await params).id);
  return (
    <>
      <CheckProgress />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      {database.kind === "sandbox" && database.archivedAt === null && (
        <SandboxControl
          state={sandboxStatus(ctx)}
          start={startSandboxAction}
          stop={stopSandboxAction}
          mayControl={role === "admin"}
        />
      )}
      {latest === null ? (
        <>
          <NeverChecked shows="Its verdict and what changed since the visit before stand here." />
          {database.archivedAt === null && (
            <ConnectionsSection database={database} initial={monitor().latest(database.id)} visit={null} />
          )}
        </>
      ) : (
        <Seen {...{ ctx, role, database, ignored, trial, latest }} />
      )}
      <StandIn ctx={ctx} role={role} database={database} />
    </>
  );
}

type SeenProps = Pick<
  Awaited<ReturnType<typeof databaseOf>>,
  "ctx" | "role" | "database" | "ignored" | "trial"
> & {
  latest: NonNullable<Awaited<ReturnType<typeof databaseOf>>["latest"]>;
};

async function Seen({ ctx, role, database, ignored, trial, latest }: SeenProps) {
  const [{ snapshot }, before] = await Promise.all([
    readVisit(ctx, database.id, latest.id),
    visitBefore(ctx, database.id, latest.takenAt),
  ]);
  const was = before && (await readVisit(ctx, database.id, before.id));
  const changes = was && differenceOf(was.findings, latest.findings, checks, existedAt(was.snapshot));
  return (
    <>
      {snapshot.reached ? (
        <Headline
          databaseId={database.id}
          judged={latest.judged}
          findings={latest.findings}
          ignored={ignored}
          fixable={database.archivedAt === null && fixableOf(latest.findings).length > 0}
          trial={trial}
        />
      ) : (
        <Unreachable databaseId={database.id} connection={snapshot.connection} />
      )}
      <ConnectionsSection database={database} initial={monitor().latest(database.id)} visit={latest} />
      {database.archivedAt === null && (
        <RunningElectric
          databaseId={database.id}
          url={database.target.electricUrl}
          initial={monitor().latest(database.id)}
          admin={role === "admin"}
        />
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <LatestChanges
          databaseId={database.id}
          since={before?.takenAt ?? null}
          now={latest.takenAt}
          changes={changes ?? []}
        />
        <Section title="Connection">
          <ConnectionFacts snapshot={snapshot} />
        </Section>
      </div>
    </>
  );
}
