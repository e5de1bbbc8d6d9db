import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { briefFinding } from "@/components/readiness/brief";
import { Readiness } from "@/components/readiness/readiness";
import { repairPath } from "@/components/repair/repair-url";
import { LinkButton } from "@/components/ui/link-button";
import type { Database } from "@/lib/databases/database";
import { manualSteps } from "@/lib/repair/manual-steps";
import type { Context } from "@/server/context";
import { readVisit } from "@/server/visits/read";
import { ReportMenu } from "@/components/readiness/report-menu";
import { ignoredInWords, isProblem, splitIgnored } from "@/lib/report/ignored";
import { clearedByPlan, fixableOf } from "@/lib/repair/plan/fixable";
import { standingFindings } from "@/lib/trial/last";
import { VerdictSource } from "@/components/trial/verdict-source";
import { byUrgency, headlineOf } from "@/lib/report/headline";
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

/** Returns the checks that a manual step answers. */
async function manualChecks(ctx: Context, { id, target }: Database): Promise<string[]> {
  const { snapshot, findings } = await readVisit(ctx, id);
  if (!snapshot.reached) return [];
  return manualSteps(snapshot, target, findings).flatMap(({ check, also = [] }) => [check, ...also]);
}

/** Returns how much of what is to do one plan clears: "One plan clears 4 of 9; 5 take a decision." */
function clearsWords(todo: number, fixable: number): string {
  const rest = todo - fixable;
  if (fixable === 0) return `No plan clears ${todo === 1 ? "it" : "these"}: each takes a decision.`;
  if (rest === 0) return `One plan clears ${todo === 1 ? "it" : `all ${todo}`}.`;
  return `One plan clears ${fixable} of ${todo}; ${rest} ${rest === 1 ? "takes" : "take"} a decision.`;
}

/** Every check in the order of work: what was found, what is needed, why, and every way forward. */
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
  const { counting } = splitIgnored(latest.findings, ignored);
  const todo = counting.filter(({ status }) => isProblem(status));
  const fixable = database.archivedAt === null ? fixableOf(counting) : [];
  const cleared = clearedByPlan(todo).filter((id) => fixable.includes(id));
  const manual = database.archivedAt === null && todo.length > 0 ? await manualChecks(ctx, database) : [];
  const ignoredBy = new Map(ignored.map((each) => [each.checkId, each]));
  return (
    <>
      <CheckProgress />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-xl font-semibold">{headlineOf(judged.findings, judged.verdict)}</h2>
          {todo.length > 0 && <p className="text-muted">{clearsWords(todo.length, cleared.length)}</p>}
          <VerdictSource databaseId={database.id} last={trial} />
          {note !== null && <p className="text-muted">{note}. The verdict counts what is ignored as well.</p>}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ReportMenu databaseId={database.id} />
          {cleared.length > 0 && (
            // On a telephone what to press comes before what to take along.
            <LinkButton
              variant="primary"
              className="max-sm:order-first max-sm:w-full"
              href={repairPath(database.id, { kind: "ready" })}
            >
              {role === "admin" ? "Make it ready" : "Read the plan"}
            </LinkButton>
          )}
        </div>
      </div>
      <Readiness
        databaseId={database.id}
        takenAt={latest.takenAt}
        findings={[
          ...byUrgency(latest.findings).map((finding) =>
            briefFinding(finding, history[finding.id] ?? null, ignoredBy.get(finding.id) ?? null),
          ),
          ...standingFindings(trial).map((finding) => ({
            ...briefFinding(finding),
            triedAt: trial?.endedAt ?? null,
          })),
        ]}
        fixable={fixable}
        cleared={cleared}
        manual={manual}
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
