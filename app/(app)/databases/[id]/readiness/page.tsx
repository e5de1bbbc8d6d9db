import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { briefFinding } from "@/components/readiness/brief";
import { Readiness } from "@/components/readiness/readiness";
import { ReportMenu } from "@/components/readiness/report-menu";
import { ignoredInWords, splitIgnored } from "@/lib/report/ignored";
import { fixableOf } from "@/lib/repair/plan/fixable";
import { standingFindings } from "@/lib/trial/last";
import { VerdictSource } from "@/components/trial/verdict-source";
import { headlineOf } from "@/lib/report/headline";
import { entriesOfCheck, errorPath } from "@/lib/troubleshoot/entries";
import { checkHistory } from "@/server/visits/history";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import { ignoreCheck, takeBackCheck } from "./actions";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "readiness"),
});

/** A finding has one line for them. */
const MOST_ERRORS = 3;

/** Returns the known errors that each finding which did not pass explains. */
const errorsOf = (findings: readonly { id: string; status: string }[]) =>
  Object.fromEntries(
    findings
      .filter(({ status }) => status === "fail" || status === "warn")
      .map(({ id }) => [
        id,
        entriesOfCheck(id)
          .filter(({ symptom }) => !symptom)
          .slice(0, MOST_ERRORS)
          .map(({ slug, title }) => ({ href: errorPath(slug), title })),
      ]),
  );

/** Every check by group: what was found, what is needed, why, and every way forward. */
export default async function ReadinessPage({ params }: DatabaseParams) {
  const { ctx, role, database, ignored, trial, latest } = await databaseOf((await params).id);
  if (latest === null)
    return (
      <>
        <CheckProgress />
        <NeverChecked shows="Every check stands here: what was found, what Electric needs, why, and how to get there." />
      </>
    );
  const history = await checkHistory(ctx, database.id);
  const { judged } = latest;
  const note = ignoredInWords(splitIgnored(latest.findings, ignored).ignored);
  const ignoredBy = new Map(ignored.map((each) => [each.checkId, each]));
  return (
    <>
      <CheckProgress />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{headlineOf(judged.findings, judged.verdict)}</h2>
          <VerdictSource databaseId={database.id} last={trial} />
          {note !== null && <p className="text-muted">{note}. The verdict counts what is ignored as well.</p>}
        </div>
        <ReportMenu databaseId={database.id} />
      </div>
      <Readiness
        databaseId={database.id}
        takenAt={latest.takenAt}
        findings={[
          ...latest.findings.map((finding) =>
            briefFinding(finding, history[finding.id] ?? null, ignoredBy.get(finding.id) ?? null),
          ),
          ...standingFindings(trial).map((finding) => ({
            ...briefFinding(finding),
            triedAt: trial?.endedAt ?? null,
          })),
        ]}
        fixable={database.archivedAt === null ? fixableOf(latest.findings) : []}
        errors={errorsOf(latest.findings)}
        ignoring={
          role === "admin"
            ? { ignore: ignoreCheck.bind(null, database.id), takeBack: takeBackCheck.bind(null, database.id) }
            : null
        }
      />
    </>
  );
}
