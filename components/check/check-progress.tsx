"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useCheck } from "./check-provider";
import { summaryOf, type Progress } from "./progress";
import { Stages } from "./stages";

/** Progress of a check, from the press of the button until its reader puts it away. */
export function CheckProgress() {
  const { progress, dismiss } = useCheck();
  if (progress.phase === "idle") return null;
  return (
    <section
      aria-label="Progress of the check"
      className="grid grid-cols-1 gap-4 rounded-md border border-line bg-surface p-4"
    >
      <div className="flex min-h-6 items-start justify-between gap-4">
        <p className="font-medium">{sentence(progress)}</p>
        {progress.phase !== "running" && (
          <Button variant="ghost" size="sm" className="-mt-1 px-2" aria-label="Put away" onClick={dismiss}>
            <X aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      {progress.phase !== "done" && (
        <Stages stages={progress.stages} running={progress.phase === "running"} />
      )}
      {progress.error !== null && (
        <Callout tone="fail" title="The check did not finish">
          {progress.error}
        </Callout>
      )}
    </section>
  );
}

function sentence(progress: Progress): string {
  if (progress.phase === "done") return summaryOf(progress);
  if (progress.phase === "failed") return "The check did not finish.";
  const { stages, findings } = progress;
  if (findings.size > 0) return `${findings.size} checks judged so far.`;
  return stages.some(({ stage, status }) => stage === "query" && status === "ok")
    ? "Connected. Reading the catalogue in one transaction."
    : "Connecting.";
}
