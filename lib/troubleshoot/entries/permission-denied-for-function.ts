import { defineEntry } from "../define";

export const permissionDeniedForFunction = defineEntry({
  slug: "permission-denied-for-function",
  title: "Permission denied for a function",
  says: ["Postgres"],
  samples: [
    "permission denied for function pg_advisory_lock",
    "permission denied for function pg_current_wal_lsn",
  ],
  patterns: [/permission denied for function/],
  meaning: "EXECUTE on a built-in function was taken from PUBLIC, and Electric's role needs it.",
  reaction: "waits",
  electric: "Waits without end where it is the lock's function, with 202 “waiting”.",
  steps: [{ says: "Grant it.", code: 'GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO "electric";' }],
  checks: ["role.catalogues"],
  source: "Electric 1.7.12 observed on PostgreSQL 14 to 18",
});
