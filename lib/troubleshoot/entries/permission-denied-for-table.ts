import { defineEntry } from "../define";

export const permissionDeniedForTable = defineEntry({
  slug: "permission-denied-for-table",
  title: "Permission denied for the table",
  says: ["Postgres", "Electric"],
  samples: [
    "permission denied for table items",
    "Unable to create initial snapshot: permission denied for table items",
    '{"message":"Unable to create initial snapshot: permission denied for table items"}',
  ],
  patterns: [/permission denied for (?:table|relation|view|column)/],
  sqlstates: ["42501"],
  meaning: "Electric's role lacks SELECT on the table. Nothing else is needed to read it.",
  reaction: "refuses",
  electric: "Answers the table's shapes with 503. No restart is needed afterwards.",
  steps: [
    { says: "Grant it.", code: 'GRANT SELECT ON public.items TO "electric";' },
    {
      says: "For future tables of the role that makes them.",
      code: 'ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA public GRANT SELECT ON TABLES TO "electric";',
    },
  ],
  checks: ["role.select", "role.future_tables"],
  source: "Electric 1.7.12, shapes/api.ex 756-768; integration test manual-table-publishing.lux",
});
