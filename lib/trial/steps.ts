import { isStartUpStep, START_UP_STEPS, type StartUpStep } from "@/lib/electric/start-up";

/** Halves of a trial: statements in an administrator's transaction, and a session of Electric's own login. */
export const TRIAL_HALVES = ["statements", "session"] as const;
export type TrialHalf = (typeof TRIAL_HALVES)[number];

/** Ids of the findings of a trial, in reading order. Stable: they stand in addresses, exports and scripts. */
export const TRIAL = {
  role: "trial.role",
  rights: "trial.rights",
  encoding: "trial.encoding",
  publication: "trial.publication",
  tables: "trial.tables",
  read: "trial.read",
  login: "trial.login",
  slot: "trial.slot",
  connections: "trial.connections",
} as const;
export type TrialFindingId = (typeof TRIAL)[keyof typeof TRIAL];
export const TRIAL_FINDING_IDS: readonly TrialFindingId[] = Object.values(TRIAL);

/** Id of the finding that tells of contradictions between a trial and the checks. */
export const AGREEMENT_ID = "trial.agreement";

/** Returns whether an id is that of a finding of a trial, and not of a check. */
export const isTrialFinding = (id: string): boolean => id.startsWith("trial.");

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
  "set role": step("statements", "Act as Electric's role", TRIAL.role),
  settings: step("statements", "Take over its settings", TRIAL.role),
  rights: step("statements", "Call functions and read catalogues", TRIAL.rights),
  encoding: step("statements", "Read text as UTF-8", TRIAL.encoding),
  "create publication": step("statements", "Create the publication", TRIAL.publication),
  "read publication": step("statements", "Read the publication", TRIAL.publication),
  "publish table": step("statements", "Add each table to the publication", TRIAL.tables),
  "set identity": step("statements", "Set REPLICA IDENTITY FULL on each table", TRIAL.tables),
  "may read table": step("statements", "Be allowed to read every row of each table", TRIAL.read),
  "log in": step("session", "Log in and start a replication session", TRIAL.login),
  "identify system": step("session", "Identify the system", TRIAL.login),
  "take lock": step("session", "Take the lock of the slot", TRIAL.login),
  "own publication": step("session", "Create and alter the publication", TRIAL.publication),
  "own tables": step("session", "Publish each table with its full identity", TRIAL.tables),
  "create slot": step("session", "Create a temporary replication slot", TRIAL.slot),
  stream: step("session", "Start the stream of the slot", TRIAL.slot),
  "read table": step("session", "Select from each table", TRIAL.read),
  "open pool": step("session", "Open the whole connection pool", TRIAL.connections),
};

export type TrialStep = StartUpStep;

/** Returns whether a word is the name of a step. */
export const isTrialStep = isStartUpStep;

/** Names of all steps, in Electric's order. */
export const TRIAL_STEP_NAMES: readonly TrialStep[] = START_UP_STEPS;
