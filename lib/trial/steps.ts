import { isStartUpStep, START_UP_STEPS, type StartUpStep } from "@/lib/electric/start-up";

/** Halves of a trial: statements in an administrator's transaction, and a session of Electric's own login. */
export const TRIAL_HALVES = ["statements", "session"] as const;
export type TrialHalf = (typeof TRIAL_HALVES)[number];

/** Ids of the findings of a trial, in reading order. Stable: they stand in addresses, exports and scripts. */
export const TRIAL_FINDING_IDS = [
  "trial.role",
  "trial.rights",
  "trial.encoding",
  "trial.publication",
  "trial.tables",
  "trial.read",
  "trial.login",
  "trial.slot",
  "trial.connections",
] as const;
export type TrialFindingId = (typeof TRIAL_FINDING_IDS)[number];

type StepDefinition = {
  half: TrialHalf;
  /** Act of Electric, as a short statement. */
  title: string;
  /** Id of the finding that reports it. */
  finding: TrialFindingId;
};

const step = (half: TrialHalf, title: string, finding: TrialFindingId): StepDefinition => ({
  half,
  title,
  finding,
});

/** How a trial tries each step of Electric's start, and which finding tells of it. */
export const TRIAL_STEPS: Readonly<Record<StartUpStep, StepDefinition>> = {
  "set role": step("statements", "Act as Electric's role", "trial.role"),
  settings: step("statements", "Take over its settings", "trial.role"),
  rights: step("statements", "Call functions and read catalogues", "trial.rights"),
  encoding: step("statements", "Read text as UTF-8", "trial.encoding"),
  "create publication": step("statements", "Create the publication", "trial.publication"),
  "read publication": step("statements", "Read the publication", "trial.publication"),
  "publish table": step("statements", "Add each table to the publication", "trial.tables"),
  "set identity": step("statements", "Set REPLICA IDENTITY FULL on each table", "trial.tables"),
  "may read table": step("statements", "Be allowed to read every row of each table", "trial.read"),
  "log in": step("session", "Log in and start a replication session", "trial.login"),
  "identify system": step("session", "Identify the system", "trial.login"),
  "take lock": step("session", "Take the lock of the slot", "trial.login"),
  "own publication": step("session", "Create and alter the publication", "trial.publication"),
  "own tables": step("session", "Publish each table with its full identity", "trial.tables"),
  "create slot": step("session", "Create a temporary replication slot", "trial.slot"),
  stream: step("session", "Start the stream of the slot", "trial.slot"),
  "read table": step("session", "Select from each table", "trial.read"),
  "open pool": step("session", "Open the whole connection pool", "trial.connections"),
};

export type TrialStep = StartUpStep;

/** Returns whether a word is the name of a step. */
export const isTrialStep = isStartUpStep;

/** Names of all steps, in Electric's order. */
export const TRIAL_STEP_NAMES: readonly TrialStep[] = START_UP_STEPS;
