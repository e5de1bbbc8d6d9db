"use client";

import Link from "next/link";
import { useState, useTransition } from "react";
import type { RepairActions } from "@/components/repair/plan/actions";
import { repairPath } from "@/components/repair/repair-url";
import { isRefusal } from "@/components/api/refused";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { isFinal } from "@/lib/repair/run/machine";
import type { RunAs } from "@/lib/repair/run/input";
import type { RunShown } from "@/lib/repair/run/schema";
import { canCancel, canTakeUp } from "./words";

type RunWaysProps = {
  databaseId: string;
  run: RunShown;
  /** Null for a member. */
  actions: RepairActions | null;
  as: RunAs | null;
  /** Called when something was asked of the run, so that it is read again. */
  onAsked: () => void;
  onPlan: () => void;
  onLookAgain: () => void;
};

/** Acts on a run: end it, undo it, finish it, look again; each only where it can be. */
export function RunWays(props: RunWaysProps) {
  const { databaseId, run, actions, as, onAsked, onPlan, onLookAgain } = props;
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
        <Button variant={state === "unfinished" ? "secondary" : "primary"} onClick={onPlan}>
          Back to the plan
        </Button>
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
