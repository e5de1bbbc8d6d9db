import type { CheckId } from "@/lib/checks";

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
  /** What Electric does, as a short statement. */
  title: string;
  /** Id of the finding that reports it. */
  finding: TrialFindingId;
  /** Ids of the checks that model what is tried: one of them explains a refusal. */
  checks: readonly CheckId[];
  /** Ids of the checks that cannot be right to fail where this step went well. */
  proves: readonly CheckId[];
};

const step = (
  half: TrialHalf,
  title: string,
  finding: StepDefinition["finding"],
  checks: readonly CheckId[],
  proves: readonly CheckId[] = [],
): StepDefinition => ({ half, title, finding, checks, proves });

/**
 * Every step of a trial, in Electric's order (Electric 1.7.12, connection_setup.ex and configuration.ex; observed on
 * PostgreSQL 15 and 17).
 */
export const TRIAL_STEPS = {
  "set role": step("statements", "Act as Electric's role", "trial.role", ["role.exists", "role.set_role"]),
  settings: step("statements", "Take over its settings", "trial.role", ["server.timeouts"]),
  rights: step("statements", "Call functions and read catalogues", "trial.rights", ["role.catalogues"]),
  encoding: step("statements", "Read text as UTF-8", "trial.encoding", ["server.session_settings"]),
  "create publication": step(
    "statements",
    "Create the publication",
    "trial.publication",
    [
      "role.create_publication",
      "publication.exists",
      "connection.writable",
      "connection.primary",
      "server.session_settings",
    ],
    [],
  ),
  "read publication": step(
    "statements",
    "Read the publication",
    "trial.publication",
    ["publication.exists", "publication.operations", "publication.owner"],
    ["publication.operations"],
  ),
  "publish table": step(
    "statements",
    "Add each table to the publication",
    "trial.tables",
    ["tables.ownership", "tables.kind", "publication.tables", "publication.scope", "role.schema_usage"],
    ["tables.ownership"],
  ),
  "set identity": step(
    "statements",
    "Set REPLICA IDENTITY FULL on each table",
    "trial.tables",
    ["tables.ownership", "tables.kind", "tables.replica_identity"],
    ["tables.ownership"],
  ),
  "may read table": step(
    "statements",
    "Be allowed to read every row of each table",
    "trial.read",
    ["role.select", "role.schema_usage", "role.row_security"],
    ["role.select"],
  ),
  "log in": step(
    "session",
    "Log in and start a replication session",
    "trial.login",
    [
      "role.login",
      "role.password",
      "role.access_rules",
      "role.connect",
      "role.replication",
      "role.exists",
      "role.static",
      "server.wal_senders",
    ],
    ["role.login", "role.connect"],
  ),
  "identify system": step(
    "session",
    "Identify the system",
    "trial.login",
    ["role.replication"],
    ["role.replication"],
  ),
  "take lock": step("session", "Take the lock of the slot", "trial.login", ["role.catalogues"]),
  "own publication": step(
    "session",
    "Create and alter the publication",
    "trial.publication",
    [
      "role.create_publication",
      "publication.exists",
      "publication.operations",
      "connection.writable",
      "server.session_settings",
    ],
    [],
  ),
  "own tables": step(
    "session",
    "Publish each table with its full identity",
    "trial.tables",
    ["tables.ownership", "tables.kind", "tables.replica_identity", "publication.tables", "publication.scope"],
    ["tables.ownership"],
  ),
  "create slot": step("session", "Create a temporary replication slot", "trial.slot", [
    "server.wal_level",
    "server.replication_slots",
    "slot.blockers",
    "role.replication",
  ]),
  stream: step("session", "Start the stream of the slot", "trial.slot", ["server.wal_level"]),
  "read table": step(
    "session",
    "Select from each table",
    "trial.read",
    ["role.select", "role.schema_usage", "role.row_security"],
    ["role.select", "role.schema_usage", "role.row_security"],
  ),
  "open pool": step("session", "Open the whole connection pool", "trial.connections", [
    "budget.pool_fits",
    "budget.role_limit",
    "budget.database_limit",
  ]),
} as const satisfies Record<string, StepDefinition>;

export type TrialStep = keyof typeof TRIAL_STEPS;

/** Returns whether a word is the name of a step. */
export const isTrialStep = (word: string): word is TrialStep => Object.hasOwn(TRIAL_STEPS, word);

/** Names of all steps, in Electric's order. */
export const TRIAL_STEP_NAMES: readonly TrialStep[] = Object.keys(TRIAL_STEPS).filter(isTrialStep);
