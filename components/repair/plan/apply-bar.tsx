"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "./confirm-dialog";
import type { Refusal } from "@/components/api/refused";

type ApplyBarProps = {
  /** Text to type before it is applied; null where none has to be typed. */
  confirm: string | null;
  /** Why it cannot run now, as a sentence; null where it can. */
  blocked: string | null;
  /** Another plan is on its way: what is shown is not what would run. */
  waiting: boolean;
  start: (dry: boolean, confirm: string) => Promise<Refusal | void>;
};

/** The two buttons of a plan. They stay in sight, because a plan can be long. */
export function ApplyBar({ confirm, blocked, waiting, start }: ApplyBarProps) {
  const [pending, begin] = useTransition();
  const [pressed, setPressed] = useState<"dry" | "apply" | null>(null);
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const run = (dry: boolean, typed: string) => {
    setPressed(dry ? "dry" : "apply");
    setRefusal(null);
    begin(async () => {
      const answer = await start(dry, typed);
      setAsking(Boolean(answer?.fields.confirm) && confirm !== null);
      setRefusal(answer ?? null);
    });
  };
  const off = blocked !== null || waiting;
  return (
    <div className="sticky bottom-0 z-10 grid grid-cols-1 gap-3 border-t border-line bg-canvas py-4">
      {refusal && !asking && <Callout tone="fail" role="alert" title={refusal.message} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          disabled={off}
          pending={pending && pressed === "dry"}
          pendingText="Starting the dry run"
          onClick={() => !pending && run(true, "")}
        >
          Dry run
        </Button>
        <Button
          variant="primary"
          disabled={off}
          pending={pending && pressed === "apply"}
          pendingText="Starting"
          onClick={() => !pending && (confirm === null ? run(false, "") : setAsking(true))}
        >
          Apply
        </Button>
        <span role="status" className="min-w-0 flex-1 basis-60 text-sm text-muted">
          {blocked ??
            (waiting
              ? "The plan is computed again."
              : "A dry run does all of it, looks at every check, and rolls back.")}
        </span>
      </div>
      {confirm !== null && asking && (
        <ConfirmDialog
          name={confirm}
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
