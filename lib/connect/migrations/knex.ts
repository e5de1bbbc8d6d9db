import { UnwritableValue } from "../quoting";
import { NO_WAY_BACK, SLUG, timestamp, type MigrationTool } from "./migration";
import { templateLiteral } from "./typescript";

/**
 * Returns a statement as knex.raw passes it on: a `?` is a binding unless a backslash stands before it, and a backslash that stands
 * there by itself cannot be told from that one (knex, dialects/postgres, positionBindings).
 */
function raw(statement: string): string {
  if (statement.includes("\\?"))
    throw new UnwritableValue("A name holds a backslash before a question mark.");
  return templateLiteral(statement.replaceAll("?", "\\?"));
}

/** A migration in TypeScript (Knex docs, migrations), in a transaction of its own. */
export const knex: MigrationTool = {
  title: "Knex",
  files: ({ statements }, at) => [
    {
      name: `migrations/${timestamp(at)}_${SLUG}.ts`,
      language: "typescript",
      text: [
        'import type { Knex } from "knex";',
        "",
        "export async function up(knex: Knex): Promise<void> {",
        ...statements.map((statement) => `  await knex.raw(${raw(statement)});`),
        "}",
        "",
        "export async function down(): Promise<void> {",
        `  throw new Error(${JSON.stringify(NO_WAY_BACK)});`,
        "}",
        "",
      ].join("\n"),
    },
  ],
  notes: ["Knex runs each migration in a transaction."],
};
