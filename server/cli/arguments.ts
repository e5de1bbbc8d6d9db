import "server-only";
import { parseArgs } from "node:util";
import { nearestOf } from "@/lib/text/nearest";
import {
  COMMAND_NAMES,
  isCommand,
  isOption,
  OPTION_NAMES,
  OPTIONS,
  optionsOf,
  rowOf,
  type CommandName,
} from "./command-table";
import { UsageError } from "./usage-error";

const isValue = (word: string | undefined): word is string => word !== undefined && !word.startsWith("-");
const isConnectionString = (word: string): boolean => /:\/\/|=/.test(word);

/** Options that take names until the next option. */
const LISTS: ReadonlySet<string> = new Set(
  OPTION_NAMES.filter((name) => rowOf(name).names === true).map((name) => `--${name}`),
);

/** `--schema public shop` means `--schema public --schema shop`: names go on until an option or a connection string. */
function repeated(argv: readonly string[]): string[] {
  const words: string[] = [];
  let list: string | null = null;
  for (const [at, word] of argv.entries()) {
    const first = list !== null && argv[at - 1] === list;
    if (list !== null && !first && isValue(word) && !isConnectionString(word)) words.push(list);
    else if (!first) list = LISTS.has(word) ? word : null;
    words.push(word);
  }
  return words;
}

/** An argument may hold a password: what is repeated is a plain word in its place, and nothing else. */
const plainWord = (word: string): string | null => (/^[a-z][a-z-]{0,29}$/.test(word) ? word : null);

const meant = (word: string | null, prefix = ""): string =>
  word === null ? "" : ` Did you mean ${prefix}${word}?`;

function unknownOption(rawName: string, command: CommandName | null): UsageError {
  const typed = /^--([^=]*)/.exec(rawName)?.[1] ?? "";
  const own = command === null ? OPTION_NAMES : optionsOf(command);
  const near = nearestOf(typed, own) ?? nearestOf(typed, OPTION_NAMES);
  const named = plainWord(typed);
  const what = named === null ? "There is an unknown option." : `Unknown option --${named}.`;
  return new UsageError(`${what}${meant(near, "--")}`, command);
}

/** Refuses an option that is unknown, lacks its value or has one that it does not take. @throws UsageError */
function refuseFlaws(args: string[], command: CommandName | null): void {
  const { tokens } = parseArgs({
    args,
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!isOption(token.name)) throw unknownOption(token.rawName, command);
    const { type, value = "" } = rowOf(token.name);
    const has = token.value !== undefined && (token.inlineValue === true || isValue(token.value));
    if (type === "string" && !has)
      throw new UsageError(`--${token.name} lacks its value: --${token.name} ${value}.`, command);
    if (type === "boolean" && token.value !== undefined)
      throw new UsageError(`--${token.name} takes no value.`, command);
  }
}

const strictly = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });

/** Values of the options, by their names. */
export type Values = ReturnType<typeof strictly>["values"];

/** A command line that is formed well; what its values mean is not judged yet. */
export type Arguments = { command: CommandName; words: string[]; values: Values };

function commandOf(word: string | undefined): CommandName {
  const commands = `The commands are ${COMMAND_NAMES.slice(0, -1).join(", ")} and ${COMMAND_NAMES.at(-1)}.`;
  if (word === undefined) throw new UsageError("Say what to do: headroom check <connection string>.");
  if (isCommand(word)) return word;
  if (isConnectionString(word))
    throw new UsageError("A command comes first: headroom check <connection string>.");
  const near = nearestOf(word, COMMAND_NAMES);
  const named = plainWord(word);
  const what = named === null ? "There is no such command." : `Unknown command ${named}.`;
  throw new UsageError(`${what}${near === null ? ` ${commands}` : meant(near, "headroom ")}`);
}

/** Refuses an option of another command: who types it means something by it. @throws UsageError */
function refuseOthers(command: CommandName, values: Values): void {
  for (const name of OPTION_NAMES) {
    if (values[name] === undefined || rowOf(name).commands.includes(command)) continue;
    const commands = rowOf(name).commands.map((one) => `headroom ${one}`);
    const owners = [commands.slice(0, -1).join(", "), commands.at(-1)].filter(Boolean).join(" and ");
    throw new UsageError(`--${name} is an option of ${owners}.`, command);
  }
}

/** Returns the command among the arguments: the first word that is no option, where it is one. */
const commandIn = (argv: readonly string[]): CommandName | null => {
  const word = argv.find(isValue);
  return word !== undefined && isCommand(word) ? word : null;
};

/**
 * Reads the arguments of `headroom` as far as no check is needed for it.
 * @throws UsageError when they are not formed well
 */
export function splitArguments(
  argv: readonly string[],
): Arguments | { help: CommandName | null } | { version: true } {
  const args = repeated(argv);
  const likely = commandIn(argv);
  // Whatever else stands there, flaws too.
  const asks = (...names: string[]) => argv.some((word) => names.includes(word));
  if (asks("-h", "--help")) return { help: likely };
  if (argv[0] === "help") return { help: commandIn(argv.slice(1)) };
  if (asks("-V", "--version")) return { version: true };
  refuseFlaws(args, likely);
  const { values, positionals } = strictly(args);
  const [word, ...words] = positionals;
  const command = commandOf(word);
  refuseOthers(command, values);
  return { command, words, values };
}
