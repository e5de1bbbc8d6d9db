"use client";

import Link from "next/link";
import { useState, useTransition } from "react";
import type { RepairActions } from "@/components/repair/plan/actions";
import { handPassword } from "@/components/connect/handed-password";
import { repairPath } from "@/components/repair/repair-url";
import { isRefusal } from "@/components/api/refused";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { takesAway } from "@/lib/repair/request";
import { isFinal } from "@/lib/repair/run/machine";
import type { RunAs } from "@/lib/repair/run/input";
import type { Run } from "@/lib/repair/run/schema";
import { canCancel, canTakeUp } from "./words";

type RunWaysProps = {
  databaseId: string;
  run: Run;
  /** Null for a member. */
  actions: RepairActions | null;
  as: RunAs | null;
  /** Password that the run gave Electric's role, where this page still has it. */
  password: string | null;
  /** Called when something was asked of the run, so that it is read again. */
  onAsked: () => void;
  onPlan: () => void;
  onLookAgain: () => void;
};

/** Whether the step after a run is to start Electric: it changed something towards that, and nothing took it back. */
const leadsToElectric = ({ state, dry, undoneBy, plan }: Run): boolean =>
  state === "applied" && !dry && undoneBy === null && !takesAway(plan.for);

const stillFails = ({ compared }: Run): boolean => compared.some(({ after }) => after === "fail");

/** Acts on a run: end it, undo it, finish it, look again; each only where it can be. */
export function RunWays(props: RunWaysProps) {
  const { databaseId, run, actions, as, password, onAsked, onPlan, onLookAgain } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const { id, state, undoable, undoneBy } = run;

  const ask = (what: () => ReturnType<RepairActions["cancel"]>) =>
    start(async () => {
      const answer = await what();
      setProblem(answer && isRefusal(answer) ? answer.message : null);
      onAsked();
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {actions !== null && (
        <>
          {canCancel(state) && (
            <Button
              pending={pending}
              pendingText="Ending the run"
              onClick={() => ask(() => actions.cancel(id))}
            >
              Cancel
            </Button>
          )}
          {canTakeUp(state) && (
            <Button
              variant="primary"
              pending={pending}
              pendingText="Starting"
              onClick={() => ask(() => actions.takeUp(id, as))}
            >
              {state === "resolving" ? "Ask the database again" : "Try the rest again"}
            </Button>
          )}
          {state === "changed" && (
            <Button variant="primary" onClick={onLookAgain}>
              Look again
            </Button>
          )}
          {undoable && undoneBy === null && (
            <LinkButton href={repairPath(databaseId, { kind: "undo", run: id })}>Undo</LinkButton>
          )}
        </>
      )}
      {isFinal(state) && state !== "changed" && state !== "applied" && (
        <Button variant={state === "rehearsed" ? "primary" : "secondary"} onClick={onPlan}>
          Back to the plan
        </Button>
      )}
      {leadsToElectric(run) && (
        <LinkButton
          variant={stillFails(run) ? "secondary" : "primary"}
          href={`/databases/${databaseId}/connect`}
          // Of a link that opens in another tab nothing is handed over: that tab has a memory of its own.
          onNavigate={() => {
            if (password !== null) handPassword(databaseId, password);
          }}
        >
          Connect Electric
        </LinkButton>
      )}
      {state === "applied" && (
        <LinkButton variant="ghost" href={`/databases/${databaseId}/readiness`}>
          See every check
        </LinkButton>
      )}
      {undoneBy !== null && (
        <p className="text-muted">
          It was undone by{" "}
          <Link
            href={`/databases/${databaseId}/repair?undo=${id}&run=${undoneBy}`}
            className="text-accent underline underline-offset-2"
          >
            a later run
          </Link>
          .
        </p>
      )}
      {actions === null && undoable && undoneBy === null && (
        <p className="text-muted">Ask an admin of this Headroom to undo it.</p>
      )}
      {problem !== null && (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      )}
    </div>
  );
}
