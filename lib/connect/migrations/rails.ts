import { CLASS, SLUG, timestamp, type MigrationTool } from "./migration";

/** Returns the end of a heredoc that no line of the text is. */
function endFor(text: string): string {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  for (let at = 1; ; at += 1) {
    const end = at === 1 ? "SQL" : `SQL_${at}`;
    if (!lines.has(end)) return end;
  }
}

/** A heredoc in single quotes holds its text to the letter (Ruby docs, literals): no escapes, no interpolation. */
function executed(statement: string): string[] {
  const end = endFor(statement);
  return [`    execute(<<-'${end}')`, ...statement.split("\n"), `    ${end}`];
}

/** A migration of Active Record (Rails guides, active_record_migrations), in a transaction of its own. */
export const rails: MigrationTool = {
  title: "Rails",
  files: ({ statements }, at) => [
    {
      name: `db/migrate/${timestamp(at)}_${SLUG}.rb`,
      language: "ruby",
      text: [
        `class ${CLASS} < ActiveRecord::Migration[7.1]`,
        "  def up",
        ...statements.flatMap(executed),
        "  end",
        "",
        "  def down",
        "    # Dropping the publication ends Electric's replication.",
        "    raise ActiveRecord::IrreversibleMigration",
        "  end",
        "end",
        "",
      ].join("\n"),
    },
  ],
  notes: ["db/schema.rb holds no publications: config.active_record.schema_format = :sql keeps them."],
};
