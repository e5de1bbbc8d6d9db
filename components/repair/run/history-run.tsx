"use client";

import { repairPath } from "@/components/repair/repair-url";
import { PlanSkeleton } from "@/components/repair/plan/plan-skeleton";
import { isGone } from "@/components/api/refused";
import { PartSourceProvider } from "@/components/repair/plan/part-source";
import { Steps } from "@/components/repair/plan/steps";
import { Facts, type Fact } from "@/components/ui/facts";
import { FailedRead } from "@/components/ui/failed-read";
import { LinkButton } from "@/components/ui/link-button";
import { exactTime } from "@/components/ui/relative";
import { isFinal } from "@/lib/repair/run/machine";
import type { RunShown } from "@/lib/repair/run/schema";
import { ComparedChecks } from "./compared-checks";
import { historyPath } from "./history-view";
import { RunHead } from "./run-head";
import { StandingMark } from "./standing-mark";
import { runParts, useRun } from "./use-run";
import { Blockers } from "./waiting";
import { canTakeUp, lockedWords, NAMED, standingOf, STATE_WORDS } from "./words";

type HistoryRunProps = {
  databaseId: string;
  runId: string;
  admin: boolean;
  /** Titles of checks by their ids. */
  titles: Readonly<Record<string, string>>;
};

/** One run of the history, whole: what happened, every step with its SQL, the checks before and after, and its undo. */
export function HistoryRun({ databaseId, runId, admin, titles }: HistoryRunProps) {
  const { data: run, isPending, isFetching, error, refetch } = useRun(databaseId, runId);
  if (isPending) return <PlanSkeleton />;
  if (run === undefined)
    return (
      <FailedRead
        title="This run could not be read"
        why={error?.message}
        pending={isFetching}
        onAgain={isGone(error) ? null : () => void refetch()}
      >
        <LinkButton href={historyPath(databaseId, {})}>All runs</LinkButton>
      </FailedRead>
    );
  return (
    <section aria-label="Run" className="grid min-w-0 grid-cols-1 gap-6">
      <RunHead run={run} titles={titles} />
      <Ways databaseId={databaseId} run={run} admin={admin} />
      <Facts facts={factsOf(run, titles)} />
      {run.state === "blocked" && <Blockers blockers={run.blockers} />}
      {isFinal(run.state) && <ComparedChecks compared={run.compared} dry={run.dry} />}
      <PartSourceProvider source={runParts(databaseId, runId)}>
        <Steps plan={run.plan} markOf={(at, phase) => <StandingMark of={standingOf(run, at, phase)} />} />
      </PartSourceProvider>
    </section>
  );
}

function factsOf(run: RunShown, titles: HistoryRunProps["titles"]): Fact[] {
  const { state, startedAt, finishedAt, from, plan, sqlstate, says } = run;
  const locked = lockedWords(run);
  const fixes = plan.for.kind === "ready" || plan.for.kind === "checks";
  return [
    ...(says === null ? [] : [{ name: "Means", value: STATE_WORDS[state].says }]),
    { name: "Started", value: exactTime(Date.parse(startedAt)) },
    ...(finishedAt === null ? [] : [{ name: "Ended", value: exactTime(Date.parse(finishedAt)) }]),
    ...(from === null || from === "unknown" ? [] : [{ name: "From", value: from }]),
    ...(plan.for.kind === "checks" && plan.for.checks.length > NAMED
      ? [{ name: "To pass", value: plan.for.checks.map((check) => titles[check] ?? check).join("; ") }]
      : []),
    ...(fixes ? [{ name: "Strategy", value: plan.choices.strategy }] : []),
    ...(locked === null ? [] : [{ name: "Locks", value: locked }]),
    ...(sqlstate === null
      ? []
      : [{ name: "SQLSTATE", value: <span className="font-mono text-sm">{sqlstate}</span> }]),
  ];
}

/** Next acts of a run: its undo, the run that undid it or that it undid, and the page that goes on with it. */
function Ways({ databaseId, run, admin }: { databaseId: string; run: RunShown; admin: boolean }) {
  const { id, state, plan, undoable, undoneBy, undoes } = run;
  const goesOn = !isFinal(state) || canTakeUp(state);
  if (!goesOn && !undoable && undoneBy === null && undoes === null) return null;
  const path = repairPath(databaseId, plan.for);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {goesOn && (
        <LinkButton href={`${path}${path.includes("?") ? "&" : "?"}run=${id}`} variant="primary">
          {isFinal(state) ? "Do the rest" : "Follow it"}
        </LinkButton>
      )}
      {undoable && admin && (
        <LinkButton href={repairPath(databaseId, { kind: "undo", run: id })}>Undo</LinkButton>
      )}
      {undoneBy !== null && (
        <LinkButton href={historyPath(databaseId, { run: undoneBy })}>See the run that undid it</LinkButton>
      )}
      {undoes !== null && (
        <LinkButton href={historyPath(databaseId, { run: undoes })}>
          See the run that it was to undo
        </LinkButton>
      )}
      {undoable && !admin && <p className="text-muted">Ask an admin of this Headroom to undo it.</p>}
    </div>
  );
}
