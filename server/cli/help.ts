import "server-only";
import { layout } from "@/lib/report/layout";
import {
  COMMAND_NAMES,
  COMMANDS,
  GROUPS,
  optionsOf,
  rowOf,
  type CommandName,
  type Group,
  type OptionName,
} from "./command-table";

/** Room for the longest option with its value. */
const COLUMN = 28;

/** Returns a row of two columns; a first one that is longer than its room has the text below it. */
function row(left: string, says: string): string[] {
  const start = `  ${left}`;
  return start.length > COLUMN - 2
    ? [start, `${" ".repeat(COLUMN)}${says}`]
    : [`${start.padEnd(COLUMN)}${says}`];
}

function optionRow(name: OptionName): string[] {
  const { short, value } = rowOf(name);
  const left = `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
  return row(left, rowOf(name).says);
}

const CONNECTION_HELP = [
  "The connection string is postgresql://user@host:port/database or “host=… port=… dbname=… user=…”. Without one, DATABASE_URL is read. A password that is not in it is taken from PGPASSWORD, from the password file (PGPASSFILE or ~/.pgpass), or asked for on a terminal.",
];

const isGroup = (name: string): name is Group => Object.hasOwn(GROUPS, name);

function optionLines(command: CommandName): string[] {
  const names = optionsOf(command);
  return Object.keys(GROUPS)
    .filter(isGroup)
    .flatMap((group) => {
      const own = names.filter((name) => rowOf(name).group === group);
      return own.length === 0 ? [] : ["", GROUPS[group], ...own.flatMap(optionRow)];
    });
}

function commandHelp(command: CommandName): string[] {
  const { takes, says, more, status } = COMMANDS[command];
  const connects = optionsOf(command).includes("role");
  return [
    says,
    "",
    "Usage",
    `  headroom ${command} ${takes}${command === "completion" ? "" : " [options]"}`,
    ...(more === "" ? [] : ["", more]),
    ...(connects ? ["", ...CONNECTION_HELP] : []),
    ...optionLines(command),
    "",
    "Exit status",
    ...status.map(([code, means]) => `  ${String(code).padEnd(5)}${means}`),
  ];
}

const overview = (): string[] => [
  "Says why Electric would or would not run on a Postgres database, and makes it ready.",
  "",
  "Usage",
  "  headroom <command> [<connection string>] [options]",
  "",
  "Commands",
  ...COMMAND_NAMES.flatMap((name) => row(name, COMMANDS[name].says)),
  "",
  "Begin with",
  '  headroom check "postgresql://postgres@db.example.com/orders?sslmode=require"',
  "  headroom check --sandbox",
  "",
  ...CONNECTION_HELP,
  "",
  "“headroom <command> --help” has the options and exit statuses of a command; --version prints the version. docs/cli.md has all of it.",
];

/** Returns the help of a command, or of all for null, as a text for a terminal of that width. */
export const helpText = (command: CommandName | null, width: number): string =>
  `${layout(command === null ? overview() : commandHelp(command), width)}\n`;
