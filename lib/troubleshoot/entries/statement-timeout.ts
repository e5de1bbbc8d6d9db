import { defineEntry } from "../define";

export const statementTimeout = defineEntry({
  slug: "statement-timeout",
  title: "A statement timeout ended the query",
  says: ["Postgres"],
  samples: [
    "canceling statement due to statement timeout",
    "Unexpected error while creating snapshot: canceling statement due to statement timeout",
    "ERROR:  57014: canceling statement due to statement timeout",
  ],
  patterns: [/canceling statement due to statement timeout/],
  meaning:
    "statement_timeout is set for Electric's role, its database or the server. Electric sets none of its own.",
  reaction: "refuses",
  electric:
    "While it waits for its lock it tries again in place. A snapshot ends with 500, sometimes after a part was sent with 200.",
  steps: [
    { says: "Turn it off for Electric's role.", code: 'ALTER ROLE "electric" SET statement_timeout = 0;' },
    {
      says: "See where it comes from.",
      code: "SELECT r.rolname, d.datname, s.setconfig FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase;",
    },
  ],
  checks: ["server.timeouts"],
  source: "Electric 1.7.12, connection_setup.ex 124-140; observed on PostgreSQL 17",
});
