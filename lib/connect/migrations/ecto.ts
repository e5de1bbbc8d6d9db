import { CLASS, NO_WAY_BACK, SLUG, timestamp, type MigrationTool } from "./migration";

/** Returns a text as a heredoc of Elixir (Elixir docs, syntax reference): its escapes, its interpolation and its end are escaped. */
const heredoc = (text: string): string[] => [
  '"""',
  ...text
    .replaceAll("\\", "\\\\")
    .replaceAll("#{", "\\#{")
    .replaceAll('"""', '\\"\\"\\"')
    .replaceAll("\r", "\\r")
    .split("\n"),
  '"""',
];

/** A migration of Ecto SQL; each statement by itself, because Postgrex prepares it. */
export const ecto: MigrationTool = {
  title: "Ecto",
  files: ({ statements }, at) => [
    {
      name: `priv/repo/migrations/${timestamp(at)}_${SLUG}.exs`,
      language: "elixir",
      text: [
        `defmodule Repo.Migrations.${CLASS} do`,
        "  use Ecto.Migration",
        "",
        "  def up do",
        ...statements.flatMap((statement) => {
          const [first = "", ...rest] = heredoc(statement);
          // The lines of a heredoc lose as much indentation as its end has: none.
          return [`    execute(${first}`, ...rest.slice(0, -1), `${rest.at(-1) ?? ""})`];
        }),
        "  end",
        "",
        "  def down do",
        `    raise ${JSON.stringify(NO_WAY_BACK)}`,
        "  end",
        "end",
        "",
      ].join("\n"),
    },
  ],
  notes: ["Put the name of your repository before Repo.Migrations."],
};
