"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { repairPath } from "@/components/repair/repair-url";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { LinkButton } from "@/components/ui/link-button";
import { TrialForm, type TrialFormProps } from "./trial-form";
import { TrialResult } from "./trial-result";
import { useTrial } from "./use-trial";

type TrialPanelProps = TrialFormProps & {
  databaseId: string;
  /** A plan can fix a check that fails; of what warns alone a failed test says nothing. */
  fixable: boolean;
};

/** Tries the database as Electric: the form, each step as it ends, and the findings. A test goes on while it is folded. */
export function TrialPanel({ databaseId, fixable, ...form }: TrialPanelProps) {
  const [open, setOpen] = useState(false);
  const { state, start, cancel } = useTrial(databaseId);
  const { refresh } = useRouter();
  const done = state.phase === "done";
  // The page shows the last trial beside its verdict.
  useEffect(() => {
    if (done) refresh();
  }, [done, refresh]);
  return (
    <section
      aria-labelledby="trial"
      className={cx("grid min-w-0 grid-cols-1 gap-4", open && "rounded-md border border-line bg-surface p-4")}
    >
      <h2>
        <Button
          id="trial"
          variant="secondary"
          aria-expanded={open}
          aria-controls={open ? "trial-body" : undefined}
          onClick={() => setOpen(!open)}
        >
          Test as Electric
          <ChevronRight aria-hidden className={cx("size-4 text-faint", open && "rotate-90")} />
        </Button>
      </h2>
      {open && (
        <div id="trial-body" className="grid min-w-0 grid-cols-1 gap-4">
          <p className="max-w-prose text-muted">
            Headroom does what Electric does at its start and at the first shape of each table, and rolls it
            back. Nothing stays in the database.
          </p>
          <TrialForm
            {...form}
            running={state.phase === "running"}
            onStart={(input) => void start(input)}
            onCancel={cancel}
          />
          <TrialResult
            state={state}
            role={form.role}
            databaseId={databaseId}
            onFailure={
              fixable && (
                <LinkButton href={repairPath(databaseId, { kind: "ready" })}>Make it ready</LinkButton>
              )
            }
          />
        </div>
      )}
    </section>
  );
}
