import { script, SLUG, timestamp, type MigrationFile, type MigrationTool } from "./migration";

/** A versioned migration (Flyway docs, migrations); Flyway replaces `${name}` unless the script's own configuration forbids it. */
export const flyway: MigrationTool = {
  title: "Flyway",
  files(publishing, at) {
    const name = `src/main/resources/db/migration/V${timestamp(at)}__${SLUG}.sql`;
    const text = `${script(publishing).join("\n")}\n`;
    const settings: MigrationFile[] = text.includes("${")
      ? [{ name: `${name}.conf`, language: "properties", text: "placeholderReplacement=false\n" }]
      : [];
    return [{ name, language: "sql", text }, ...settings];
  },
  notes: ["Flyway runs it in one transaction."],
};
