import type { Finding, Status } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import type { CheckEvent } from "@/lib/databases/visit";
import type { Stage } from "@/lib/snapshot/connection";

/** How far a check has come, as its events told. */
export type Progress = {
  phase: "idle" | "running" | "done" | "failed";
  stages: Stage[];
  findings: ReadonlyMap<string, Finding>;
  verdict: Verdict | null;
  /** Error of the check itself; a database that cannot be reached is a finding, not this. */
  error: string | null;
};

export const idle: Progress = { phase: "idle", stages: [], findings: new Map(), verdict: null, error: null };
export const started: Progress = { ...idle, phase: "running" };

/** Returns the progress after one more event. */
export function afterEvent(progress: Progress, event: CheckEvent): Progress {
  switch (event.type) {
    case "stage":
      return {
        ...progress,
        stages: [...progress.stages.filter(({ stage }) => stage !== event.stage.stage), event.stage],
      };
    case "findings": {
      const findings = new Map(progress.findings);
      for (const finding of event.findings) findings.set(finding.id, finding);
      return { ...progress, findings };
    }
    case "done":
      return { ...progress, phase: "done", verdict: event.verdict };
    case "error":
      return { ...progress, phase: "failed", error: event.message };
  }
}

/** Returns the progress when the stream has ended: one that ended without a word is a failure. */
export const afterEnd = (progress: Progress): Progress =>
  progress.phase === "running"
    ? {
        ...progress,
        phase: "failed",
        error: "The check ended before it was complete: the connection to Headroom broke. Check again.",
      }
    : progress;

const counted = (count: number, word: string): string => `${count} ${word}`;

/** Returns the sentence that is said at the end of a check: "Not ready. 3 fail, 2 warn, 39 pass." */
export function summaryOf({ findings, verdict }: Progress): string {
  const count = (status: Status) =>
    [...findings.values()].filter((finding) => finding.status === status).length;
  const parts = [
    counted(count("fail"), "fail"),
    counted(count("warn"), "warn"),
    counted(count("unknown"), "unknown"),
    counted(count("pass"), "pass"),
  ].filter((part) => !part.startsWith("0 "));
  const word = verdict === null ? "Checked" : verdict.charAt(0).toUpperCase() + verdict.slice(1);
  return parts.length === 0 ? `${word}.` : `${word}. ${parts.join(", ")}.`;
}
