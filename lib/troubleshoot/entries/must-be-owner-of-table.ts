import { defineEntry } from "../define";

export const mustBeOwnerOfTable = defineEntry({
  slug: "must-be-owner-of-table",
  title: "Electric's role does not own the table",
  says: ["Postgres", "Electric", "Electric's guide"],
  samples: [
    "must be owner of table items",
    "Unable to create initial snapshot: must be owner of table items",
    '{"message":"Unable to create initial snapshot: must be owner of table items"}',
    'Failed to configure publication for relation {16384, {"public", "items"}}: %Postgrex.Error{postgres: %{code: :insufficient_privilege, message: "must be owner of table items", pg_code: "42501"}}',
    'Error: "must be owner of table"',
  ],
  patterns: [/must be owner of (?:table|relation)/],
  meaning:
    "In automatic mode Electric adds the table to its publication and sets REPLICA IDENTITY FULL, which takes ownership, or membership in the owner that inherits.",
  more: "Reading alone takes SELECT. Default privileges never give ownership, so they do not help with future tables.",
  reaction: "refuses",
  electric: "Stays “active” and answers this table's shapes with 503. No restart is needed afterwards.",
  steps: [
    {
      says: "Make Electric's role a member of the owner: nothing changes its owner, and future tables are covered.",
      code: 'GRANT "app" TO "electric";',
    },
    {
      says: "Or transfer the table, and grant the former owner its rights back in the same transaction.",
      code: 'BEGIN;\nALTER TABLE public.items OWNER TO "electric";\nGRANT SELECT, INSERT, UPDATE, DELETE ON public.items TO "app";\nCOMMIT;',
    },
    { says: "Or publish the tables yourself.", code: "ELECTRIC_MANUAL_TABLE_PUBLISHING=true" },
    {
      says: "At PlanetScale, tables of pscale_api_… roles go to another role by Reassign objects in the console.",
    },
  ],
  checks: ["tables.ownership", "role.future_tables"],
  source:
    "Electric 1.7.12, configuration.ex 155-207; integration test not-owner-of-the-table.lux; observed on PostgreSQL 14 to 18",
});
