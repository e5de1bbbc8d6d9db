import { defineEntry } from "../define";

export const applicationExited = defineEntry({
  slug: "application-exited",
  title: "Electric exited",
  says: ["Electric", "Docker", "Kubernetes"],
  samples: [
    "[notice] Application electric exited: shutdown",
    "Back-off restarting failed container electric in pod electric-0",
  ],
  patterns: [/application electric exited/, /back-off restarting failed container/, /crashloopbackoff/],
  symptom: true,
  meaning:
    "Electric stopped at an error that it takes for final. The line before it, at level emergency, is the cause.",
  reaction: "exits",
  electric: "Ends; the orchestrator starts it again and again.",
  steps: [
    {
      says: "Read the container's own log, also of the run before.",
      code: "docker logs --tail 200 electric\nkubectl logs electric-0 --previous",
    },
    { says: "Paste it here." },
  ],
  checks: ["connection.reachable", "role.replication", "server.wal_level", "publication.exists"],
  source: "Electric 1.7.12, connection/supervisor.ex 37-51; integration test invalid-wal-level.lux",
  inContainer: ({ status, exitCode, restartCount, oomKilled }) => {
    if (oomKilled) return null;
    if (restartCount > 0)
      return `RestartCount is ${restartCount}, exit code ${exitCode ?? "unknown"}, status ${status}`;
    return status === "exited" && exitCode !== null && exitCode !== 0
      ? `The container exited with code ${exitCode}`
      : null;
  },
});
