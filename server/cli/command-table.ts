import "server-only";
import { COMMAND_NAMES, type CommandName } from "./commands";

/*
 * Commands and options of the command line. Parsing, help, completion and docs/cli.md come from these tables. Nothing heavy is
 * imported here: `--help` and `--version` load this and no check.
 */

export { COMMANDS, COMMAND_NAMES, isCommand, type CommandName } from "./commands";

type Row = {
  type: "string" | "boolean";
  multiple?: true;
  short?: string;
  /** Placeholder of its value. */
  value?: string;
  /** Values it may have, for completion. */
  values?: readonly string[];
  /** Names go on until the next option or a connection string. */
  names?: true;
  group: Group;
  commands: readonly CommandName[];
  says: string;
};

/** Headings of the options in a help, in their order. */
export const GROUPS = {
  place: "Where",
  target: "What Electric is to be",
  print: "What it prints",
  trial: "What it tries",
  plan: "What the plan makes",
  run: "How it runs",
  store: "Of Headroom's own store",
  output: "Output",
} as const;
export type Group = keyof typeof GROUPS;

const DATABASE = ["check", "try", "plan", "apply", "connect"] as const;
const PLANS = ["plan", "apply"] as const;
const SANDBOX = ["check", "try", "plan"] as const;
const target = { group: "target", commands: DATABASE } as const;
const plan = { group: "plan", commands: PLANS } as const;
const run = { group: "run", commands: ["apply"] } as const;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const list = { type: "string", multiple: true } as const;

/** The options, in the order of their help. `parseArgs` reads type, multiple and short. */
export const OPTIONS = {
  sandbox: {
    ...flag,
    group: "place",
    commands: SANDBOX,
    says: "start a small Postgres that looks like a new PlanetScale database, use that, and remove it",
  },
  role: { ...text, ...target, value: "<name>", says: "Electric's role (electric)" },
  "pool-size": { ...text, ...target, value: "<number>", says: "ELECTRIC_DB_POOL_SIZE (20)" },
  instances: { ...text, ...target, value: "<number>", says: "how many of it run at the same time (1)" },
  pooled: { ...flag, ...target, says: "ELECTRIC_POOLED_DATABASE_URL is set: only its admin pool is direct" },
  ipv6: {
    ...flag,
    ...target,
    says: "ELECTRIC_DATABASE_USE_IPV6=true is set: it asks for IPv6 addresses too",
  },
  strategy: {
    ...text,
    ...target,
    value: "<name>",
    values: ["owner", "member", "manual"],
    says: "owner: its role owns the tables; member: it is a member of their owners; manual: another role publishes them (owner)",
  },
  "stream-id": { ...text, ...target, value: "<id>", says: "ELECTRIC_REPLICATION_STREAM_ID (default)" },
  schema: {
    ...list,
    ...target,
    names: true,
    value: "<name> …",
    says: "serve every table of these schemas (public)",
  },
  table: {
    ...list,
    ...target,
    names: true,
    value: "<name> …",
    says: 'serve these tables, such as public.orders or \'"My.App"."a.b"\'',
  },
  environment: {
    ...text,
    ...target,
    value: "<name>",
    values: ["production", "staging", "development"],
    says: "production, staging or development (production)",
  },
  "electric-url": {
    ...text,
    ...target,
    value: "<url>",
    says: "address of a running Electric, for its health and version",
  },
  form: {
    ...text,
    group: "print",
    commands: ["connect"],
    value: "<name>",
    values: ["docker", "compose", "env", "kubernetes", "fly", "render", "ecs", "homebrew"],
    says: "docker, compose, env, kubernetes, fly, render, ecs or homebrew (env)",
  },
  trial: {
    ...flag,
    group: "trial",
    commands: ["check"],
    says: "do what Electric does at its start as well, and roll it back; “headroom try --help” says how",
  },
  "trial-pool": {
    ...flag,
    group: "trial",
    commands: ["check", "try"],
    says: "the same, and open Electric's whole connection pool for a moment",
  },
  for: {
    ...list,
    ...plan,
    names: true,
    value: "<check.id> …",
    says: "make only these checks pass; clean-up ends Electric here (everything)",
  },
  "electric-password-stdin": {
    ...flag,
    ...plan,
    says: "the password of Electric's role is the first line of standard input",
  },
  "no-electric-password": {
    ...flag,
    ...plan,
    says: "a role that is made gets none, for servers that refuse a hashed one",
  },
  "former-owner": {
    ...text,
    ...plan,
    value: "<way>",
    values: ["grants", "membership"],
    says: "how a former owner keeps its rights: grants or membership",
  },
  "no-full": { ...flag, ...plan, says: "leave REPLICA IDENTITY FULL to Electric, where it may set it" },
  "no-failover-slot": {
    ...flag,
    ...plan,
    says: "leave the slot as it is, also where a standby could take over",
  },
  "end-reader": {
    ...flag,
    ...plan,
    says: "disconnect Electric for a moment where its slot has to be altered",
  },
  "drop-orphan": {
    ...list,
    ...plan,
    names: true,
    value: "<name> …",
    says: "drop these slots, which nothing reads",
  },
  "hand-to": {
    ...text,
    ...plan,
    value: "<role>",
    says: "who gets Electric's tables at a clean-up (whose they were)",
  },
  "open-to": {
    ...list,
    ...plan,
    names: true,
    value: "<role> …",
    says: "members of Electric's role that may reach what it gets (none)",
  },
  undo: { ...text, ...plan, value: "<file>", says: "take back what an earlier apply wrote into this file" },
  "keep-electrics": {
    ...flag,
    ...plan,
    says: "at an undo, leave what Electric itself has made and set since",
  },
  accept: {
    ...list,
    ...run,
    names: true,
    value: "<warning> …",
    says: "accept this warning of the plan, such as foreign-code; without it nothing runs",
  },
  "dry-run": { ...flag, ...run, says: "do everything, look, and roll back" },
  yes: { ...flag, ...run, says: "ask no question; needed without a terminal" },
  "undo-file": { ...text, ...run, value: "<file>", says: "write what undoes it into a new file" },
  head: {
    ...text,
    group: "store",
    commands: ["audit"],
    value: "<hash>",
    says: "the hash that an earlier verification printed: it has to be in the log",
  },
  verbose: {
    ...flag,
    group: "output",
    short: "v",
    commands: ["check", "apply"],
    says: "check: every finding with its reason, options and SQL; apply: every statement, also with --yes",
  },
  json: {
    ...flag,
    group: "output",
    commands: ["check", "try", "plan", "apply", "explain", "audit"],
    says: "for machines; docs/cli.md has the format",
  },
  sql: { ...flag, group: "output", commands: ["plan"], says: "as one script for psql" },
  markdown: { ...flag, group: "output", commands: ["check"], says: "the whole report as Markdown" },
  help: { ...flag, short: "h", group: "output", commands: COMMAND_NAMES, says: "this help" },
  version: { ...flag, short: "V", group: "output", commands: COMMAND_NAMES, says: "the version of Headroom" },
} as const satisfies Record<string, Row>;

export type OptionName = keyof typeof OPTIONS;

/** Returns whether a word names an option, without its dashes. */
export const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

export const OPTION_NAMES = Object.keys(OPTIONS).filter(isOption);

/** Returns a row of the options with all that it may have. */
export const rowOf = (name: OptionName): Row => OPTIONS[name];

/** Returns the options of a command, in the order of its help. */
export const optionsOf = (command: CommandName): OptionName[] =>
  OPTION_NAMES.filter((name) => rowOf(name).commands.includes(command));
