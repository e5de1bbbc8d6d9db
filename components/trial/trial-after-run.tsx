"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { repairPath } from "@/components/repair/repair-url";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { LinkButton } from "@/components/ui/link-button";
import type { RunShown } from "@/lib/repair/run/schema";
import { TrialResult } from "./trial-result";
import { useTrial } from "./use-trial";

type TrialAfterRunProps = {
  databaseId: string;
  run: Pick<RunShown, "id" | "undoable" | "undoneBy"> & { plan: Pick<RunShown["plan"], "acceptances"> };
  /** Electric's role. */
  role: string;
  /** Connections of Electric's pool. */
  poolSize: number;
  /** The password that the run gave Electric's role; null once the page has dropped it. */
  password: string | null;
};

/**
 * Tries what Electric does in sessions of its own login, with the password that a run has just made. Begins by itself, but
 * for a plan with code of other roles, which runs with the rights of Electric's role in such a session: that is asked first.
 */
export function TrialAfterRun({ databaseId, run, role, poolSize, password }: TrialAfterRunProps) {
  const { state, start, cancel } = useTrial(databaseId, false);
  const [pool, setPool] = useState(false);
  const foreign = run.plan.acceptances.length > 0;
  const running = state.phase === "running";
  const begin = () => {
    if (password !== null && !running) void start({ password, pool, statements: false });
  };
  const beginUnasked = useEffectEvent(() => {
    if (!foreign) begin();
  });
  useEffect(() => beginUnasked(), []);
  return (
    <section
      aria-labelledby="trial-after-run"
      className="grid min-w-0 grid-cols-1 gap-4 rounded-md border border-line bg-surface p-4"
    >
      <div className="grid gap-1">
        <h3 id="trial-after-run" className="font-semibold">
          Test as Electric
        </h3>
        <p className="max-w-prose text-muted">
          {foreign && state.phase === "idle"
            ? `Code of other roles, which this plan names, runs in this test with the rights of ${role}.`
            : `Login, slot, stream and each table, with the new password of ${role}. It is rolled back.`}
        </p>
      </div>
      <TrialResult
        state={state}
        role={role}
        databaseId={databaseId}
        onFailure={
          run.undoable && run.undoneBy === null ? (
            <LinkButton href={repairPath(databaseId, { kind: "undo", run: run.id })}>Undo the run</LinkButton>
          ) : null
        }
      />
      {password !== null && (
        <div className="grid gap-3">
          <Checkbox
            checked={pool}
            onChange={(event) => setPool(event.target.checked)}
            label={`Open all ${poolSize} connections of the pool`}
            hint="Other clients cannot have these connections for that moment."
          />
          <div className="flex gap-2">
            <Button variant="secondary" pending={running} pendingText="Testing" onClick={begin}>
              {state.phase === "idle" ? "Start test" : "Test again"}
            </Button>
            {running && (
              <Button variant="secondary" onClick={cancel}>
                Cancel
              </Button>
            )}
          </div>
        </div>
      )}
    </section>
  );
}
