"use client";

import { useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { repairPath } from "@/components/repair/repair-url";
import { LinkButton } from "@/components/ui/link-button";
import { TrialForm, type TrialFormProps } from "./trial-form";
import { TrialResult } from "./trial-result";
import { useTrial } from "./use-trial";

type TrialRunProps = TrialFormProps & {
  /** A plan can fix a check that fails; of what warns alone a failed test says nothing. */
  fixable: boolean;
  /** The result of the last test, until another is started. */
  children: ReactNode;
};

/** Tries the database as Electric: the form, each step as it ends, and the findings. */
export function TrialRun({ fixable, children, ...form }: TrialRunProps) {
  const { databaseId, role, storedLogin } = form;
  const { state, start, cancel } = useTrial(databaseId, storedLogin);
  const { refresh } = useRouter();
  const done = state.phase === "done";
  // The header and the page's own line show the last trial.
  useEffect(() => {
    if (done) refresh();
  }, [done, refresh]);
  return (
    <section
      aria-label="Test as Electric"
      className="grid min-w-0 grid-cols-1 items-start gap-6 lg:grid-cols-[24rem_minmax(0,1fr)]"
    >
      <div className="rounded-md border border-line bg-surface p-4">
        <TrialForm
          {...form}
          running={state.phase === "running"}
          onStart={(input) => void start(input)}
          onCancel={cancel}
        />
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-4">
        {state.phase === "idle" ? (
          children
        ) : (
          <TrialResult
            state={state}
            role={role}
            databaseId={databaseId}
            onFailure={
              fixable && (
                <LinkButton variant="primary" href={repairPath(databaseId, { kind: "ready" })}>
                  Make it ready
                </LinkButton>
              )
            }
          />
        )}
      </div>
    </section>
  );
}
