import { script, SLUG, type MigrationTool } from "./migration";

/** A script for psql, in one transaction. */
export const sql: MigrationTool = {
  title: "SQL",
  files: (publishing) => [
    {
      name: `${SLUG}.sql`,
      language: "sql",
      text: ["BEGIN;", ...script(publishing), "COMMIT;", ""].join("\n"),
    },
  ],
  notes: ["psql --set ON_ERROR_STOP=1 --file ends at the first error, and nothing stays."],
};
