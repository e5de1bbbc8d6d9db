"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ToneMark } from "./run/tone-mark";
import type { Refusal } from "@/lib/api/refusal";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import type { RepairedDatabase } from "./plan/actions";
import { ConfirmDialog } from "./plan/confirm-dialog";
import { Propose } from "./proposals/propose";
import type { DryRun } from "./use-dry-run";

type ApplyBarProps = {
  database: RepairedDatabase;
  plan: PlanBrief;
  /** The dry run of this very plan; null where there is none. */
  dry: DryRun | null;
  /** Reason why it cannot run now, as a sentence; null where it can. */
  blocked: string | null;
  /** Another plan is on its way: what is shown is not what would run. */
  waiting: boolean;
  /** Whether the reader is an admin, who applies it. */
  mayApply: boolean;
  start: (dry: boolean, confirm: string) => Promise<Refusal | void>;
  /** Proposes the plan to the admins. */
  propose: (note: string) => Promise<Refusal | void>;
  /** Ends the dry run that is under way. */
  onCancel: () => void;
  /** Opens the dry run with its steps and checks. */
  onDetails: () => void;
  /** Reads the plan again, after a dry run that found another database. */
  onReadAgain: () => void;
};

/** Dry run, its result, and Apply on that result: together, and in sight however long the plan is. */
export function ApplyBar(props: ApplyBarProps) {
  const {
    database,
    plan,
    dry,
    blocked,
    waiting,
    mayApply,
    start,
    propose,
    onCancel,
    onDetails,
    onReadAgain,
  } = props;
  const [pending, begin] = useTransition();
  const [pressed, setPressed] = useState<"dry" | "apply" | null>(null);
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const run = (isDry: boolean, typed: string) => {
    setPressed(isDry ? "dry" : "apply");
    setRefusal(null);
    begin(async () => {
      const answer = await start(isDry, typed);
      setAsking(Boolean(answer?.fields.confirm) && database.confirm !== null);
      setRefusal(answer ?? null);
    });
  };
  const running = dry !== null && !dry.over;
  const passed = dry?.passed === true;
  const off = blocked !== null || waiting || running;
  return (
    <div
      id="apply"
      className="sticky bottom-0 z-10 -mx-4 grid grid-cols-1 gap-3 border-t border-line bg-surface px-4 py-3 sm:-mx-6 sm:px-6"
    >
      {refusal && !asking && <Callout tone="fail" role="alert" title={refusal.message} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div role="status" className="flex min-w-0 flex-1 basis-72 flex-wrap items-baseline gap-x-3 text-sm">
          <Result dry={dry} blocked={blocked} waiting={waiting} />
        </div>
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
          {dry?.over === true && (
            <Button size="sm" variant="ghost" onClick={onDetails}>
              Details
            </Button>
          )}
          {running && (
            <Button size="sm" onClick={onCancel}>
              Cancel
            </Button>
          )}
          {dry?.state === "changed" ? (
            <Button variant="primary" onClick={onReadAgain}>
              Look again
            </Button>
          ) : (
            <>
              <Button
                variant={passed ? "secondary" : "primary"}
                disabled={off && !running}
                pending={running || (pending && pressed === "dry")}
                pendingText="Dry run is under way"
                onClick={() => !pending && run(true, "")}
                className="max-sm:flex-1"
              >
                {dry === null ? "Dry run" : "Dry run again"}
              </Button>
              <Propose disabled={waiting || running} primary={passed && !mayApply} propose={propose} />
              {mayApply && (
                <Button
                  variant={passed ? "primary" : "secondary"}
                  disabled={off}
                  pending={pending && pressed === "apply"}
                  pendingText="Starting"
                  onClick={() => !pending && setAsking(true)}
                  className="max-sm:flex-1"
                >
                  Apply …
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      {asking && (
        <ConfirmDialog
          database={database}
          plan={plan}
          dryRun={dry === null ? "None of this plan yet." : `${dry.word}. ${dry.says}`}
          open
          pending={pending}
          error={refusal?.message ?? null}
          onClose={() => {
            setAsking(false);
            setRefusal(null);
          }}
          onApply={(typed) => run(false, typed)}
        />
      )}
    </div>
  );
}

/** Text beside the buttons: why nothing can run, how the dry run goes, or what it came to. */
function Result({ dry, blocked, waiting }: Pick<ApplyBarProps, "dry" | "blocked" | "waiting">) {
  if (blocked !== null) return <span className="text-muted">{blocked}</span>;
  if (waiting) return <span className="text-muted">The plan is computed again.</span>;
  if (dry === null)
    return (
      <span className="text-muted">A dry run does all of it, looks at every check, and rolls back.</span>
    );
  return (
    <>
      <ToneMark tone={dry.tone} word={dry.word} className="text-base" />
      <span className="line-clamp-3 min-w-0 text-muted wrap-anywhere">{dry.says}</span>
    </>
  );
}
