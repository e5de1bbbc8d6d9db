import { UnwritableValue } from "../quoting";
import { heading, SLUG, type MigrationTool } from "./migration";

/** Mark by which Drizzle splits a file, in any position (Drizzle docs, custom migrations). */
const BREAKPOINT = "--> statement-breakpoint";

/** A custom migration: `drizzle-kit generate --custom` makes the empty file and its entry in the journal. */
export const drizzle: MigrationTool = {
  title: "Drizzle",
  files(publishing) {
    if (publishing.statements.some((statement) => statement.includes(BREAKPOINT)))
      throw new UnwritableValue("A name holds what Drizzle splits migrations by.");
    const text = publishing.statements.map((statement) => `${statement};`).join(`\n${BREAKPOINT}\n`);
    return [
      {
        name: `drizzle/0000_${SLUG}.sql`,
        language: "sql",
        text: `${heading(publishing).join("\n")}\n${text}\n`,
      },
    ];
  },
  notes: [`drizzle-kit generate --custom --name=${SLUG} makes the file; put this into it.`],
};
