import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { NeverChecked } from "@/components/database/never-checked";
import { Archived } from "@/components/database/notices";
import { briefFinding } from "@/components/readiness/brief";
import { Readiness } from "@/components/readiness/readiness";
import { ReportMenu } from "@/components/readiness/report-menu";
import { headlineOf } from "@/lib/report/headline";
import { checkHistory } from "@/server/visits/history";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "readiness"),
});

/** Every check by group: what was found, what is needed, why, and every way forward. */
export default async function ReadinessPage({ params }: DatabaseParams) {
  const { ctx, profile, latest } = await databaseOf((await params).id);
  if (latest === null)
    return (
      <>
        <CheckProgress />
        <NeverChecked shows="Every check stands here: what was found, what Electric needs, why, and how to get there." />
      </>
    );
  const history = await checkHistory(ctx, profile.id);
  return (
    <>
      <CheckProgress />
      {profile.archivedAt !== null && <Archived databaseId={profile.id} at={profile.archivedAt} />}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h2 className="text-lg font-semibold">{headlineOf(latest.findings, latest.verdict)}</h2>
        <ReportMenu databaseId={profile.id} />
      </div>
      <Readiness
        databaseId={profile.id}
        takenAt={latest.takenAt}
        findings={latest.findings.map((finding) => briefFinding(finding, history[finding.id] ?? null))}
      />
    </>
  );
}
