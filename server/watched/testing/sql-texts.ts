import { readdirSync } from "node:fs";
import path from "node:path";

/** One message that is sent to a watched database, or the part of one that a constant holds. */
export type SqlText = { name: string; sql: string };

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** Folders whose every export is SQL for a watched database. */
const FOLDERS = ["server/watched/sql", "server/repair/engine/sql"];

/** Exports that are no statement: they are part of others, which are listed. */
const PARTS: ReadonlySet<string> = new Set([
  "SOURCES",
  "TEXTS",
  "COLUMNS",
  "refusals",
  "CATALOGUES_READ",
  "FUNCTIONS_CALLED",
  "electricAndActing",
  "mayBecome",
  "ROLES_FIXED",
  "ACL_OF_ROLE",
  "ACL_TO_GIVE",
  "TABLES",
  "PROVIDER_RESERVED",
  "ROLES_ASKED",
  "MOST_RULES",
  "argumentsOf",
  "iso",
  "precedes",
  "micros",
  "listOf",
  "GIVEN",
  "WRITERS",
  "REWRITES",
  // Replication commands: no SQL, and they look no name up.
  "IDENTIFY_SYSTEM",
]);

const VERSIONS = [140_000, 150_000, 160_000, 170_000, 180_000];
const eachVersion = VERSIONS.map((versionNum) => [versionNum]);
const names = { database: "shop", role: "electric", slot: "electric_slot_default" };
const sight = { activity: true, slots: true, locks: true, sessions: true };
const instant = "2026-01-01T00:00:00.000000Z";
const seen = {
  pid: 1,
  role: "app",
  backendStart: instant,
  transactionStart: instant,
  queryStart: instant,
  queryId: "1",
};
const locks = [
  { schema: "public", name: "items", mode: "ACCESS EXCLUSIVE" },
  { schema: "public", name: "lines", mode: "SHARE UPDATE EXCLUSIVE" },
];
const target = {
  role: "electric",
  publication: "electric_publication_default",
  slot: "electric_slot_default",
  schemas: ["public"],
  replicationGroups: ["rds_replication"],
};
const bySight = [{ seesActivity: true }, { seesActivity: false }].map((options) => [options]);

/** Arguments for every export that is a function: one list for each text that differs in what it mentions. */
const ARGUMENTS: Record<string, readonly (readonly unknown[])[]> = {
  pendingRestart: [[{ seesFiles: true }], [{ seesFiles: false }]],
  transactions: [[{ seesLocks: true }], [{ seesLocks: false }]],
  electricLock: bySight,
  slots: bySight,
  backendsOf: [[{ role: "r", database: "d", applicationName: "a", address: "", state: "idle" }]],
  backendAt: [[1]],
  signal: [
    ["cancel", seen],
    ["end transaction", seen],
    ["terminate", seen],
  ],
  electrics: [[1, names]],
  fullSample: [[[names], sight]],
  tick: [[[names], sight]],
  commonQueries: [[[names], sight]],
  openRead: [[{ statement: "2s", lock: "1s" }]],
  openSnapshot: [[]],
  openRun: [[]],
  bindTarget: [[target]],
  subscriptionsInto: eachVersion,
  closedFunctions: eachVersion,
  ownersTriggers: eachVersion,
  tableRights: eachVersion,
  powers: eachVersion,
  tableFunctions: eachVersion,
  role: VERSIONS.map((versionNum) => [{ versionNum, seesVerifiers: true }]),
  accessRules: VERSIONS.map((versionNum) => [
    "electric",
    versionNum,
    { rules: true, files: true, activity: true },
  ]),
  tryDecoding: [["electric_slot_default", "electric_publication_default"]],
  cronJobs: [[{ schema: "cron", name: "job" }]],
  partmanTables: [[{ schema: "partman", name: "part_config" }]],
  roleSettings: eachVersion,
  publication: VERSIONS.map((versionNum) => [{ versionNum }]),
  schemas: eachVersion,
  relations: VERSIONS.map((versionNum) => [{ versionNum, seesLocks: true }]),
  limitsOf: [[{ lockMs: 5, statement: true }]],
  takeLock: [["electric_slot_default"]],
  releaseLock: [["electric_slot_default"]],
  temporarySlot: [],
  startStream: [],
  selectNothing: [[{ schema: "public", name: "items" }]],
  planOfSnapshot: [[{ schema: "public", name: "items" }]],
  setRole: [["electric"]],
  becomeRole: [true, false].flatMap((grant) =>
    VERSIONS.map((versionNum) => [{ role: "electric", versionNum, grant }]),
  ),
  setting: [["lc_messages", "C"]],
  createPublication: VERSIONS.map((versionNum) => ["electric_publication_default", versionNum]),
  publicationStatus: [["electric_publication_default"]],
  publishedTables: [["electric_publication_default"]],
  addTables: [["electric_publication_default", locks]],
  dropTables: [["electric_publication_default", locks]],
  fullIdentity: [[{ schema: "public", name: "items" }]],
  mayRead: [[[1, 2]], [[]]],
  lockTables: [[locks]],
  waitForAutovacuum: [[locks]],
  tablesLocked: [[locks]],
  blockers: [[locks]],
  preparedBlockers: [[locks]],
  slotNow: [["electric_slot_default"]],
  endReader: [["electric_slot_default"]],
  transactionStatus: [["7"]],
  endStandbyWait: [["7"]],
  marked: [["7"]],
  markedWithRoles: [["7"]],
};

const isText = (value: unknown): value is string => typeof value === "string";

/** Returns the texts in what an export is or returns: one, the statements of one as a list, or a record of several. */
function textsIn(name: string, value: unknown): SqlText[] {
  if (isText(value)) return [{ name, sql: value }];
  if (Array.isArray(value) && value.every(isText)) return [{ name, sql: value.join(";\n") }];
  if (typeof value !== "object" || value === null) throw new Error(`${name} is no SQL.`);
  return Object.entries(value).flatMap(([part, text]) => textsIn(`${name}.${part}`, text));
}

function textsOf(name: string, exported: unknown): SqlText[] {
  if (typeof exported !== "function") return textsIn(name, exported);
  const calls = ARGUMENTS[name];
  if (calls === undefined) throw new Error(`${name} is a function: give it arguments in sql-texts.ts.`);
  return calls.flatMap((given): SqlText[] => textsIn(name, Reflect.apply(exported, undefined, given)));
}

/**
 * Returns every text of SQL that Headroom sends to a watched database, but for the statements of a plan (lib/repair/changes).
 * Their list is read from the folders, so that a new text is in it by itself. @throws Error for a new function without
 * arguments here
 */
export async function sqlTexts(): Promise<SqlText[]> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => path.join(ROOT, folder, file)),
  );
  const modules = await Promise.all(
    files.map(async (file): Promise<Record<string, unknown>> => await import(/* @vite-ignore */ file)),
  );
  return modules.flatMap((exports) =>
    Object.entries(exports)
      .filter(([name]) => !PARTS.has(name))
      .flatMap(([name, exported]) => textsOf(name, exported)),
  );
}
