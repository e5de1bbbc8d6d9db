import { defineEntry } from "../define";

export const permissionDeniedForSchema = defineEntry({
  slug: "permission-denied-for-schema",
  title: "Permission denied for the schema",
  says: ["Postgres", "Electric", "Electric's guide"],
  samples: [
    "permission denied for schema public",
    "Unable to create initial snapshot: permission denied for schema public",
    'Error: "permission denied for schema public"',
  ],
  patterns: [/permission denied for schema/],
  meaning:
    "Electric's role lacks USAGE on the schema, so it cannot read any table in it. CREATE, which the guide grants too, is not needed by Electric.",
  more: "A migration role that makes tables there, or a role that a table is transferred to, does need CREATE on the schema.",
  reaction: "refuses",
  electric: "Answers the shapes of this schema with 503. No restart is needed afterwards.",
  steps: [
    { says: "Grant it, as the schema's owner.", code: 'GRANT USAGE ON SCHEMA public TO "electric";' },
    {
      says: "Look whether it took effect: as another role GRANT may end with a warning alone.",
      code: "SELECT has_schema_privilege('electric', 'public', 'USAGE');",
    },
  ],
  checks: ["role.schema_usage"],
  source: "Electric 1.7.12, shapes/api.ex 756-768; PostgreSQL docs, 5.8",
});
