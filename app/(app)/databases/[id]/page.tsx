import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { CheckProgress } from "@/components/check/check-progress";
import { Acts } from "@/components/database-page/acts";
import { ConnectionFacts } from "@/components/database-page/connection-facts";
import { ConnectionsPart } from "@/components/database-page/connections-part";
import { ElectricFacts } from "@/components/database-page/electric-facts";
import { Part } from "@/components/database-page/facts";
import { Headline } from "@/components/database-page/headline";
import { LatestChanges } from "@/components/database-page/latest-changes";
import { ClaimWords, LiveFigure } from "@/components/database-page/live-figure";
import { NeverChecked } from "@/components/database-page/never-checked";
import { Archived } from "@/components/database-page/notices";
import { StayFresh } from "@/components/database-page/stay-fresh";
import { Unreachable } from "@/components/database-page/unreachable";
import { HealthPage } from "@/components/health/health-page";
import { MomentLink } from "@/components/history/moment-link";
import { Sparkline } from "@/components/history/sparkline";
import { ProposalsNotice } from "@/components/repair/proposals/proposals-notice";
import { SandboxControl } from "@/components/sandbox/sandbox-control";
import { checks } from "@/lib/checks";
import { latestVerdictOf } from "@/lib/databases/latest-verdict";
import { fixableOf } from "@/lib/repair/plan/fixable";
import { differenceOf, existedAt } from "@/lib/report/diff";
import { splitIgnored } from "@/lib/report/ignored";
import { nextActs } from "@/lib/next-act/next-acts";
import type { Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { standingFindings } from "@/lib/trial/last";
import { monitor } from "@/server/monitor/monitor";
import { listProposals } from "@/server/repair/proposals/list";
import { sandboxStatus } from "@/server/sandbox/status";
import { readVisit, visitBefore } from "@/server/visits/read";
import { verdictSince } from "@/server/visits/verdict-since";
import { startSandboxAction } from "../../sandbox-actions";
import { databaseOf, databaseTitle, healthOf, isViewer, type DatabaseParams } from "./data";
import { StandIn } from "./stand-in";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: (await isViewer()) ? (await healthOf((await props.params).id)).name : await databaseTitle(props, ""),
});

type Known = Awaited<ReturnType<typeof databaseOf>>;
type Latest = NonNullable<Known["latest"]>;

/** One database: is it safe, what is wrong, what to press; then what changed, and how it is connected. A viewer gets its health. */
export default async function DatabasePage({ params }: DatabaseParams) {
  const { id } = await params;
  if (await isViewer()) return <HealthPage health={await healthOf(id)} />;
  const known = await databaseOf(id);
  const { ctx, role, database, latest } = known;
  return (
    <>
      <CheckProgress />
      <StayFresh databaseId={database.id} latest={latestVerdictOf(latest)} />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      <StoppedSandbox known={known} />
      {role === "admin" && <ProposalsNotice ofOne proposals={await listProposals(ctx, database.id)} />}
      <div className="grid grid-cols-1 items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_19rem]">
        {latest === null ? <Unchecked known={known} /> : <Checked known={known} latest={latest} />}
      </div>
      <StandIn ctx={ctx} role={role} database={database} />
    </>
  );
}

function StoppedSandbox({ known: { ctx, role, database } }: { known: Known }) {
  if (database.kind !== "sandbox" || database.archivedAt !== null) return null;
  const state = sandboxStatus(ctx);
  if (state === "running") return null;
  return <SandboxControl state={state} start={startSandboxAction} mayControl={role === "admin"} />;
}

function Electric({ known: { database, role } }: { known: Known }) {
  return (
    <ElectricFacts
      databaseId={database.id}
      target={database.target}
      initial={monitor().latest(database.id)}
      admin={role === "admin"}
    />
  );
}

function Unchecked({ known }: { known: Known }) {
  const { database } = known;
  return (
    <>
      <div className="grid grid-cols-1 gap-6">
        <NeverChecked shows="Its verdict and what changed since the check run before stand here." />
        {database.archivedAt === null && (
          <Answer
            gauge={
              <ConnectionsPart database={database} initial={monitor().latest(database.id)} visit={null} />
            }
          />
        )}
      </div>
      <aside>{database.archivedAt === null && <Electric known={known} />}</aside>
    </>
  );
}

/** The panel with the answer of the page: the headline, what to press, and the proof. */
function Answer({ head, acts, gauge }: { head?: ReactNode; acts?: ReactNode; gauge: ReactNode }) {
  return (
    <section
      aria-label={head === undefined ? "Connections" : "Verdict"}
      className="min-w-0 divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {head !== undefined && <div className="p-4 sm:px-6 sm:py-5">{head}</div>}
      {acts !== undefined && <div className="px-4 py-1 sm:px-6">{acts}</div>}
      <div className="p-4 sm:px-6 sm:py-5">{gauge}</div>
    </section>
  );
}

/** Whether a session holds the lock of Electric's replication connection. */
const isElectricHere = (snapshot: Snapshot): boolean =>
  snapshot.reached && !isUnseen(snapshot.electricLock) && snapshot.electricLock.holderPid !== null;

function actsOf({ database, ignored, trial }: Known, latest: Latest, snapshot: Snapshot) {
  const { judged, findings } = latest;
  const isOpen = database.archivedAt === null;
  const counting = [...splitIgnored(findings, ignored).counting, ...standingFindings(trial)];
  const runs = judged.verdict === "ready" || judged.verdict === "ready with warnings";
  return nextActs({
    databaseId: database.id,
    findings: counting,
    target: database.target,
    // No plan fixes what a trial alone knows of.
    planned: isOpen && fixableOf(counting).length > 0 && judged.findings.length === findings.length,
    connects: isOpen && runs && !isElectricHere(snapshot),
  });
}

async function Checked({ known, latest }: { known: Known; latest: Latest }) {
  const { ctx, database, ignored, trial } = known;
  const { id, target } = database;
  const [{ snapshot, verdict }, before, since] = await Promise.all([
    readVisit(ctx, id, latest.id),
    visitBefore(ctx, id, latest.takenAt),
    verdictSince(ctx, id, latest.verdict),
  ]);
  const was = before && (await readVisit(ctx, id, before.id));
  const changes = was && differenceOf(was.findings, latest.findings, checks, existedAt(was.snapshot));
  const initial = monitor().latest(id);
  const live = { databaseId: id, initial, fallback: latest.budget };
  const acts = snapshot.reached ? actsOf(known, latest, snapshot) : [];
  return (
    <>
      <div className="grid min-w-0 grid-cols-1 gap-6">
        {!snapshot.reached && <Unreachable databaseId={id} connection={snapshot.connection} />}
        <Answer
          head={
            snapshot.reached ? (
              <Headline
                databaseId={id}
                judged={latest.judged}
                findings={latest.findings}
                ignored={ignored}
                trial={trial}
                since={verdict === latest.verdict ? since : null}
                figure={<LiveFigure {...live} />}
                reason={<ClaimWords {...live} />}
              />
            ) : undefined
          }
          acts={acts.length === 0 ? undefined : <Acts acts={acts} />}
          gauge={
            <ConnectionsPart database={database} initial={initial} visit={latest} brief={!snapshot.reached} />
          }
        />
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2 lg:gap-x-10">
          <LatestChanges
            databaseId={id}
            since={before?.takenAt ?? null}
            now={latest.takenAt}
            changes={changes ?? []}
          />
          <Part
            title="Last hour"
            more={
              <span className="flex flex-wrap items-center gap-x-3">
                <MomentLink databaseId={id} />
                <Link
                  href={`/databases/${id}/connections`}
                  className="text-accent underline-offset-2 hover:underline"
                >
                  Connections
                </Link>
              </span>
            }
          >
            <Sparkline databaseId={id} />
          </Part>
        </div>
      </div>
      <aside className="grid grid-cols-1 gap-6 sm:max-xl:grid-cols-2">
        <ConnectionFacts snapshot={snapshot} target={target} />
        {database.archivedAt === null && <Electric known={known} />}
      </aside>
    </>
  );
}
