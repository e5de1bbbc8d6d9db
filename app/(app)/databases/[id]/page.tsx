import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { ConnectionFacts } from "@/components/database-page/connection-facts";
import { ConnectionsSection } from "@/components/database-page/connections-section";
import { Headline } from "@/components/database-page/headline";
import { LatestChanges } from "@/components/database-page/latest-changes";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { Section } from "@/components/ui/section";
import { Unreachable } from "@/components/database-page/unreachable";
import { SandboxControl } from "@/components/sandbox/sandbox-control";
import { checks } from "@/lib/checks";
import { curableOf } from "@/lib/repair/plan/curable";
import { differenceOf, existedAt } from "@/lib/report/diff";
import { monitor } from "@/server/monitor/monitor";
import { lastTrial } from "@/server/visits/last-trial";
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
  const { ctx, role, profile, ignored, latest } = await databaseOf((await params).id);
  return (
    <>
      <CheckProgress />
      {profile.archivedAt !== null && <Archived databaseId={profile.id} at={profile.archivedAt} />}
      {profile.kind === "sandbox" && profile.archivedAt === null && (
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
          {profile.archivedAt === null && (
            <ConnectionsSection profile={profile} initial={monitor().latest(profile.id)} visit={null} />
          )}
        </>
      ) : (
        <Seen {...{ ctx, profile, ignored, latest }} />
      )}
      <StandIn ctx={ctx} role={role} profile={profile} />
    </>
  );
}

type SeenProps = Pick<Awaited<ReturnType<typeof databaseOf>>, "ctx" | "profile" | "ignored"> & {
  latest: NonNullable<Awaited<ReturnType<typeof databaseOf>>["latest"]>;
};

async function Seen({ ctx, profile, ignored, latest }: SeenProps) {
  const [{ snapshot }, before, trial] = await Promise.all([
    readVisit(ctx, profile.id, latest.id),
    visitBefore(ctx, profile.id, latest.takenAt),
    lastTrial(ctx, profile),
  ]);
  const was = before && (await readVisit(ctx, profile.id, before.id));
  const changes = was && differenceOf(was.findings, latest.findings, checks, existedAt(was.snapshot));
  return (
    <>
      {snapshot.reached ? (
        <Headline
          databaseId={profile.id}
          verdict={latest.verdict}
          findings={latest.findings}
          ignored={ignored}
          mendable={profile.archivedAt === null && curableOf(latest.findings).length > 0}
          trial={trial}
        />
      ) : (
        <Unreachable databaseId={profile.id} connection={snapshot.connection} />
      )}
      <ConnectionsSection profile={profile} initial={monitor().latest(profile.id)} visit={latest} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <LatestChanges
          databaseId={profile.id}
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
