import "server-only";
import {
  COMMAND_NAMES,
  COMMANDS,
  optionsOf,
  rowOf,
  type CommandName,
  type OptionName,
} from "./command-table";
import { UsageError } from "./usage-error";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

const isShell = (word: string): word is Shell => SHELLS.some((shell) => shell === word);

/** Returns a value in single quotes, as each of the three shells reads it; fish reads a backslash in them too. */
const quoted = (text: string): string => `'${text.replaceAll("\\", "").replaceAll("'", "")}'`;

const wordsAfter = (command: CommandName): readonly string[] => (command === "completion" ? SHELLS : []);
const flags = (command: CommandName): string[] => optionsOf(command).map((name) => `--${name}`);
const allOptions = (): OptionName[] => [...new Set(COMMAND_NAMES.flatMap(optionsOf))];
const withValues = () =>
  allOptions().flatMap((name) => {
    const { values } = rowOf(name);
    return values === undefined ? [] : [{ name, values }];
  });
const filesOf = (): string =>
  allOptions()
    .filter((name) => rowOf(name).value === "<file>")
    .map((name) => `--${name}`)
    .join("|");

/** zsh reads the same script, by its own emulation. */
const bash = (): string => `# headroom completion for bash
_headroom() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  case "$before" in
${withValues()
  .map(
    ({ name, values }) =>
      `    --${name}) COMPREPLY=($(compgen -W ${quoted(values.join(" "))} -- "$word")); return ;;`,
  )
  .join("\n")}
    ${filesOf()}) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...COMMAND_NAMES, "--help", "--version"].join(" "))} -- "$word"))
    return
  fi
  case "$command" in
${COMMAND_NAMES.map((name) => `    ${name}) words=${quoted([...wordsAfter(name), ...flags(name)].join(" "))} ;;`).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _headroom headroom
`;

const zsh = (): string => `#compdef headroom
# headroom completion for zsh
autoload -U +X bashcompinit && bashcompinit
${bash()}`;

const fish = (): string => {
  const commands = COMMAND_NAMES.map(
    (name) => `complete -c headroom -f -n __fish_use_subcommand -a ${name} -d ${quoted(COMMANDS[name].says)}`,
  );
  const options = COMMAND_NAMES.flatMap((command) =>
    optionsOf(command).map((name) => {
      const { value, values, says, short } = rowOf(name);
      const takes =
        value === undefined ? "" : values === undefined ? " -r" : ` -x -a ${quoted(values.join(" "))}`;
      return `complete -c headroom -n '__fish_seen_subcommand_from ${command}' -l ${name}${short === undefined ? "" : ` -s ${short}`}${takes} -d ${quoted(says)}`;
    }),
  );
  const shells = `complete -c headroom -f -n '__fish_seen_subcommand_from completion' -a ${quoted(SHELLS.join(" "))}`;
  return `# headroom completion for fish\n${[...commands, ...options, shells].join("\n")}\n`;
};

const SCRIPTS: Record<Shell, () => string> = { bash, zsh, fish };

/** Returns the completion script of a shell. @throws UsageError for one that has none */
export function completionOf(words: readonly string[]): string {
  const [shell = "", ...rest] = words;
  if (!isShell(shell) || rest.length > 0)
    throw new UsageError(`Name one shell: headroom completion ${SHELLS.join(" | ")}.`, "completion");
  return SCRIPTS[shell]();
}
