/**
 * Steps of Electric's start, in its order (Electric 1.7.12, connection_setup.ex and configuration.ex; observed on
 * PostgreSQL 15 and 17). A check names those that it foretells; a trial tries each.
 */
export const START_UP_STEPS = [
  "set role",
  "settings",
  "rights",
  "encoding",
  "create publication",
  "read publication",
  "publish table",
  "set identity",
  "may read table",
  "log in",
  "identify system",
  "take lock",
  "own publication",
  "own tables",
  "create slot",
  "stream",
  "read table",
  "open pool",
] as const;

export type StartUpStep = (typeof START_UP_STEPS)[number];

const names: ReadonlySet<string> = new Set(START_UP_STEPS);

/** Returns whether a word is the name of a step. */
export const isStartUpStep = (word: string): word is StartUpStep => names.has(word);
