import { defineEntry } from "../define";

export const statusMonitorFailed = defineEntry({
  slug: "status-monitor-failed",
  title: "A part of Electric went down",
  says: ["Electric"],
  samples: [
    "[warning] Electric.StatusMonitor condition failed: :pg_lock_acquired. Status %{conn: :waiting_on_lock, shape: :starting}",
  ],
  patterns: [/electric\.statusmonitor condition failed/],
  symptom: true,
  meaning: "Electric is not fully up any more; the line names the part, and the lines around it the cause.",
  reaction: "retries",
  electric: "Answers 202 until the part is back; existing shapes are served meanwhile.",
  steps: [{ says: "Paste the lines around it." }],
  checks: ["electric.health"],
  source: "Electric 1.7.12, status_monitor.ex 346",
});
