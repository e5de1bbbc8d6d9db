import type { Publishing } from "./publishing";

/** A file of a migration. */
export type MigrationFile = {
  /** Path in the application: "priv/repo/migrations/20261130051800_publish_tables_for_electric.exs". */
  name: string;
  language: "sql" | "typescript" | "elixir" | "ruby" | "properties";
  text: string;
};

/** A tool of migrations. */
export type MigrationTool = {
  title: string;
  /**
   * Returns its files; `at` is when they are made, which is in their names.
   * @throws UnwritableValue for a statement that the tool would read as another one
   */
  files(publishing: Publishing, at: Date): MigrationFile[];
  /** Peculiarities of the tool, one sentence each. */
  notes: readonly string[];
};

/** Name of the migration in the tools that want words. */
export const SLUG = "publish_tables_for_electric";
export const CLASS = "PublishTablesForElectric";

/** Said where a migration would be taken back. */
export const NO_WAY_BACK =
  "Dropping the publication ends Electric's replication: remove Electric from the database instead.";

/** Returns a time as the names of migrations have it, UTC: "20261130051800". */
export const timestamp = (at: Date): string => at.toISOString().replace(/\D/g, "").slice(0, 14);

/** Returns what stands above the statements, as comments of SQL. */
export const heading = ({ tables, publication }: Publishing): string[] => [
  `-- Publishes ${tables} table${tables === 1 ? "" : "s"} in ${publication} for Electric (ELECTRIC_MANUAL_TABLE_PUBLISHING=true).`,
  "-- Run it as the owner of the tables. It can be run again; what fails ends it.",
  "-- A table or partition of later needs the same three statements in its own migration.",
];

/** Returns the statements as a script. */
export const script = (publishing: Publishing): string[] => [
  ...heading(publishing),
  "",
  ...publishing.statements.map((statement) => `${statement};`),
];
