import { defineEntry } from "../define";

export const electricUnknownError = defineEntry({
  slug: "electric-unknown-error",
  title: "Electric does not know the error",
  says: ["Electric"],
  samples: [
    '[error] Electric.DBConnection unknown error: %DBConnection.ConnectionError{message: "made-up error", severity: :error, reason: :error}',
  ],
  patterns: [/electric\.dbconnection unknown error/],
  symptom: true,
  meaning: "Electric has no rule for what the server or driver said. The text inside is the cause.",
  reaction: "retries",
  electric: "Tries again without end, whatever the cause is.",
  steps: [
    { says: "Read the message inside; the server's own log at that second has more." },
    { says: "Check the database: every cause of this kind that is known has a check." },
  ],
  checks: ["connection.reachable", "role.replication", "server.replication_slots", "slot.name"],
  source: "Electric 1.7.12, db_connection_error.ex 497-506",
});
