import { defineEntry } from "../define";

export const readOnlyDatabase = defineEntry({
  slug: "read-only-database",
  title: "The server or session is read-only",
  says: ["Postgres"],
  samples: [
    "cannot execute CREATE PUBLICATION in a read-only transaction",
    'Timeout waiting for Postgres lock acquisition: %Postgrex.Error{message: nil, postgres: %{code: :read_only_sql_transaction, message: "cannot execute CREATE PUBLICATION in a read-only transaction", severity: "ERROR", pg_code: "25006"}}',
    "ERROR:  recovery is in progress\nHINT:  WAL control functions cannot be executed during recovery.",
  ],
  patterns: [
    /cannot execute [a-z ]{1,40}? in a read-only transaction/,
    /recovery is in progress/,
    /wal control functions cannot be executed during recovery/,
  ],
  sqlstates: ["25006"],
  meaning:
    "DATABASE_URL leads to a standby or read replica, or default_transaction_read_only is on for the role or database.",
  reaction: "retries",
  electric:
    "Does not recognise the text, tries again without end, and answers 202 “waiting”. Manual mode with a ready publication fails alike.",
  steps: [
    {
      says: "See which of the two it is.",
      code: "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only');",
    },
    { says: "Use the primary's address: no |replica at PlanetScale, the writer endpoint at Aurora." },
    {
      says: "Turn the setting off for Electric's role.",
      code: 'ALTER ROLE "electric" SET default_transaction_read_only = off;',
    },
  ],
  checks: ["connection.primary", "connection.writable"],
  source: "Electric 1.7.12 observed on PostgreSQL 17; PostgreSQL docs, 9.28.3",
});
