"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { awaitVerdict } from "@/components/check/use-latest-verdict";
import type { RepairActions, RepairedDatabase } from "@/components/repair/plan/actions";
import { ElectricPassword } from "@/components/repair/plan/electric-password";
import { RunAs as RunAsFields } from "@/components/repair/plan/run-as";
import { PlanSkeleton } from "@/components/repair/plan/plan-skeleton";
import { isGone } from "@/components/api/refused";
import { PartSourceProvider } from "@/components/repair/plan/part-source";
import { Steps } from "@/components/repair/plan/steps";
import { TrialAfterRun } from "@/components/trial/trial-after-run";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { FailedRead } from "@/components/ui/failed-read";
import { isFinal } from "@/lib/repair/run/machine";
import type { RunAs } from "@/lib/repair/run/input";
import type { RunShown } from "@/lib/repair/run/schema";
import { ComparedChecks } from "./compared-checks";
import { RunHead } from "./run-head";
import { RunWays } from "./run-ways";
import { StillOpen } from "./still-open";
import { StandingMark } from "./standing-mark";
import { Figures } from "./figures";
import { NextStep } from "./next-step";
import { runParts, useRun } from "./use-run";
import { Blockers, Waiting } from "./waiting";
import { canTakeUp, lockedWords, standingOf, STATE_WORDS } from "./words";

type RunViewProps = {
  databaseId: string;
  address: RepairedDatabase["address"];
  /** Electric's role, by the target. */
  role: string;
  /** Connections of Electric's pool. */
  poolSize: number;
  runId: string;
  /** Null for a member. */
  actions: RepairActions | null;
  /** The role that this page was told to run as. */
  as: RunAs | null;
  onAs: (as: RunAs | null) => void;
  /** Password that the run gives Electric's role; null where it gives none, or where another page started it. */
  password: string | null;
  onKept: () => void;
  /** Called when a run is seen to be over, also one that was over before it was looked at. */
  onOver: (run: RunShown) => void;
  onPlan: () => void;
  onLookAgain: (run: RunShown) => void;
};

/** A run as it goes, and how it ended: it can be left and come back to, for its id is in the address. */
export function RunView(props: RunViewProps) {
  const query = useRun(props.databaseId, props.runId);
  useNews(props.databaseId, query.data, props.onOver);
  if (query.isPending) return <PlanSkeleton />;
  if (query.data === undefined)
    return (
      <FailedRead
        title="This run could not be read"
        why={query.error?.message}
        pending={query.isFetching}
        onAgain={isGone(query.error) ? null : () => void query.refetch()}
      >
        <Button variant="ghost" onClick={props.onPlan}>
          Back to the plan
        </Button>
      </FailedRead>
    );
  return (
    <Shown
      {...props}
      run={query.data}
      lost={query.isError ? query.error.message : null}
      onAsked={() => void query.refetch()}
    />
  );
}

/** Says each new state aloud; when a run changed something, the head of the page awaits the check run after it. */
function useNews(databaseId: string, run: RunShown | undefined, onOver: (run: RunShown) => void): void {
  const announce = useAnnounce();
  const router = useRouter();
  const client = useQueryClient();
  const state = run?.state;
  const tell = useEffectEvent(() => {
    if (run === undefined) return;
    announce(`${STATE_WORDS[run.state].word}. ${run.says ?? STATE_WORDS[run.state].says}`);
    if (!isFinal(run.state)) return;
    onOver(run);
    // A refresh that is under way takes the page back to its own address: it is asked for only where there is news.
    if (run.dry || (run.state !== "applied" && run.state !== "unfinished")) return;
    awaitVerdict(client, databaseId, run.finishedAt ?? run.startedAt);
    router.refresh();
  });
  useEffect(() => {
    if (state !== undefined) tell();
  }, [state]);
}

type ShownProps = RunViewProps & { run: RunShown; lost: string | null; onAsked: () => void };

function Shown({
  run,
  lost,
  password,
  address,
  role,
  poolSize,
  onKept,
  onLookAgain,
  onAs,
  ...rest
}: ShownProps) {
  // The page drops the password when it is saved; the test that was begun with it stays.
  const [makesPassword] = useState(password !== null);
  const committed = run.state === "applied" || run.state === "unfinished";
  const locked = lockedWords(run);
  const over = isFinal(run.state);
  return (
    <section aria-label="Run" className="grid min-w-0 grid-cols-1 gap-6">
      <div className="min-w-0 divide-y divide-line rounded-md border border-line bg-surface *:px-4 *:py-4">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-80">
            <RunHead run={run} />
          </div>
          <RunWays {...rest} run={run} onLookAgain={() => onLookAgain(run)} />
        </div>
        {over && (committed || run.dry) && <Figures compared={run.compared} />}
        {password !== null && committed && (
          <ElectricPassword
            role={run.plan.makesRole ?? role}
            password={password}
            address={address}
            onDone={onKept}
          />
        )}
        <NextStep databaseId={rest.databaseId} run={run} password={password} />
      </div>
      {lost !== null && (
        <Callout tone="warn" title="How it goes cannot be read at the moment">
          {lost} The run itself goes on. This page asks again when you come back to it.
        </Callout>
      )}
      {run.state === "waiting" && <Waiting {...run} />}
      {run.state === "blocked" && <Blockers blockers={run.blockers} />}
      {password !== null && !over && (
        <Callout title={`The new password of ${role} is shown here when the run is applied`}>
          Stay on this page: Headroom does not keep the password. If it is lost, a new one can be set.
        </Callout>
      )}
      <StillOpen databaseId={rest.databaseId} run={run} />
      {makesPassword && run.state === "applied" && (
        <TrialAfterRun databaseId={rest.databaseId} {...{ run, role, poolSize, password }} />
      )}
      {rest.actions !== null && canTakeUp(run.state) && (
        <details>
          <summary className="cursor-pointer text-sm text-muted">Do the rest as another role</summary>
          <div className="mt-3 rounded-md border border-line bg-surface p-4">
            <RunAsFields stored={address.user} as={rest.as} onChange={onAs} refused={{}} pending={false} />
          </div>
        </details>
      )}
      {over && run.sqlstate !== null && (
        <p className="text-muted">
          Postgres said it with SQLSTATE <span className="font-mono text-sm">{run.sqlstate}</span>.
        </p>
      )}
      <div className={cx("grid min-w-0 grid-cols-1 gap-6", over && "xl:grid-cols-2")}>
        {over && <ComparedChecks compared={run.compared} dry={run.dry} />}
        <section aria-label="What ran" className="grid min-w-0 grid-cols-1 content-start gap-2">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="font-semibold">{over ? "What ran" : "Steps"}</h3>
            {over && locked !== null && <p className="text-sm text-muted">{locked}</p>}
          </div>
          <PartSourceProvider source={runParts(rest.databaseId, run.id)}>
            <Steps plan={run.plan} markOf={(at, phase) => <StandingMark of={standingOf(run, at, phase)} />} />
          </PartSourceProvider>
        </section>
      </div>
    </section>
  );
}
