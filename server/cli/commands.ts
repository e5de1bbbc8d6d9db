import "server-only";

type Command = {
  /** Argument between the name and the options. */
  takes: string;
  /** One line, beginning with a verb. */
  says: string;
  /** Further sentences of its own help. */
  more: string;
  /** Its exit statuses, in words. */
  status: readonly (readonly [number, string])[];
};

const CONNECTION = "[<connection string>]";

const JUDGED = [
  [0, "ready, with or without warnings"],
  [1, "not ready"],
  [2, "could not be judged: no session, a check that was not allowed to look, or wrong arguments"],
] as const;

/** The commands, in the order of their help. */
export const COMMANDS = {
  check: {
    takes: CONNECTION,
    says: "Says what keeps Electric from running. Changes nothing.",
    more: "Prints the verdict and what to fix first, then every other problem in short. --verbose prints each with its reason and all its options.",
    status: JUDGED,
  },
  try: {
    takes: CONNECTION,
    says: "Does what Electric does at its start, and rolls it back.",
    more: "With the password of Electric's role (HEADROOM_ELECTRIC_PASSWORD, or a connection string of that role) it opens sessions as Electric does, too.",
    status: [
      [0, "every step that was tried passed"],
      [1, "a step failed"],
      [2, "a part could not be tried, there was no session, or wrong arguments"],
    ],
  },
  plan: {
    takes: CONNECTION,
    says: "Prints the SQL that would make it ready. Changes nothing.",
    more: "",
    status: [
      [0, "the plan can run, or nothing is to do"],
      [1, "something is missing, so that it cannot run"],
      [2, "there was no session, or wrong arguments"],
    ],
  },
  apply: {
    takes: CONNECTION,
    says: "Runs that plan in one transaction, and looks before it commits.",
    more: "Prints the plan and asks for the name of the database before anything runs, unless --yes or --dry-run is given.",
    status: [
      [0, "applied and verified, nothing to do, or a dry run that would have been committed"],
      [1, "rolled back: a check did not pass"],
      [2, "could not run, or could not finish"],
      [130, "ended by Ctrl-C"],
    ],
  },
  connect: {
    takes: CONNECTION,
    says: "Prints what Electric is started with. Changes nothing.",
    more: "",
    status: JUDGED,
  },
  explain: {
    takes: "<check id | error text | slug | ->",
    says: "Says what an error or a check means, and what to do.",
    more: "Connects to nothing. “headroom explain -” reads an error, a log or a docker inspect from standard input.",
    status: [
      [0, "it is known"],
      [1, "it is not known; the nearest known errors are named"],
      [2, "wrong arguments"],
    ],
  },
  rekey: {
    takes: "",
    says: "Encrypts the stored secrets of a Headroom with a new key.",
    more: "With HEADROOM_SECRET: set it to the new secret and HEADROOM_SECRET_PREVIOUS to the present one, for every server first. Without it the key file of the data folder gets a new key, and Headroom has to be stopped. Interrupted, it goes on where it was.",
    status: [
      [0, "every secret is under the new key, and none under an earlier one"],
      [1, "some secrets are opened by none of the keys, and are named"],
      [2, "could not run: no store, another key, or wrong arguments"],
    ],
  },
  backup: {
    takes: "<new file>",
    says: "Writes Headroom's own store into a file, while servers run.",
    more: "The file is the store at one moment, checked and sealed. Its secrets stay encrypted. A file that is there is not written over.",
    status: [
      [0, "written, and read again"],
      [2, "not written: no store, another key, the file is there, or wrong arguments"],
    ],
  },
  restore: {
    takes: "<file>",
    says: "Restores a backup into an empty store.",
    more: "All of it or nothing. HEADROOM_SECRET_PREVIOUS is the secret of the Headroom that made the backup, where this one has another.",
    status: [
      [0, "restored, and its audit log verified"],
      [1, "restored; some secrets could not be decrypted in the backup already"],
      [2, "nothing was restored: a store that is not empty, a damaged file, another key or a newer version"],
    ],
  },
  audit: {
    takes: "verify [<exported file>]",
    says: "Verifies the chain of the audit log. Changes nothing.",
    more: "Reads Headroom's own store, or a file that was exported from the page Activity. Keep the hash that it prints elsewhere: with --head the next verification shows that no entry was cut off at the end.",
    status: [
      [0, "each entry is as it was written"],
      [1, "an entry was changed, removed or inserted, or --head is not in the log"],
      [2, "could not be verified: no store, no such file, or wrong arguments"],
    ],
  },
  completion: {
    takes: "bash | zsh | fish",
    says: "Prints a completion script for a shell.",
    more: "bash: source <(headroom completion bash). zsh: the same, after compinit. fish: headroom completion fish | source.",
    status: [
      [0, "printed"],
      [2, "no such shell"],
    ],
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;

/** Returns whether a word is a command. */
export const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word);

export const COMMAND_NAMES = Object.keys(COMMANDS).filter(isCommand);
