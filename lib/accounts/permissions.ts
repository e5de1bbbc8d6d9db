import type { Role } from "./roles";

/** An act with the least role that it takes and each door to it: verbs of the server, routes, pages of `app/(app)` and server actions. */
export type Permission = {
  /** The act, as docs/security.md says it. */
  does: string;
  needs: Role;
  verbs?: readonly string[];
  /** "METHOD /path" */
  routes?: readonly string[];
  /** Paths of pages. */
  pages?: readonly string[];
  /** "folder/file action" below app. */
  actions?: readonly string[];
};

/**
 * The least role of each act. The table of docs/security.md is made from it, and a test compares it with what each verb, route, page and
 * action asks for: one that is not listed here fails.
 */
export const PERMISSIONS: readonly Permission[] = [
  {
    does: "See the health of databases: verdict, gauge, charts",
    needs: "viewer",
    verbs: ["listHealth", "readHealth", "readHealthHistory", "visibleIds", "listVisible", "visibleId"],
    routes: ["GET /api/health/live", "GET /api/health/[id]/history"],
    pages: ["/", "/databases/[id]"],
  },
  {
    does: "Find a database by name",
    needs: "viewer",
    verbs: ["listNames"],
    routes: ["GET /api/databases"],
  },
  {
    does: "Use the own account: password, second factor, sessions, sign-out",
    needs: "viewer",
    verbs: [
      "signOut",
      "changeOwnPassword",
      "changeFirstPassword",
      "listOwnSessions",
      "endOwnSession",
      "endOtherSessions",
      "readSecondFactor",
      "beginSecondFactor",
      "turnOnSecondFactor",
      "turnOffSecondFactor",
      "renewRecoveryCodes",
    ],
    pages: ["/account"],
    actions: [
      "sign-in/actions leave",
      "(app)/account/actions changePassword",
      "(app)/account/actions endSession",
      "(app)/account/actions endOthers",
      "(app)/account/second-factor-actions begin",
      "(app)/account/second-factor-actions turnOn",
      "(app)/account/second-factor-actions turnOff",
      "(app)/account/second-factor-actions renewCodes",
      "sign-in/first-password/actions setFirstPassword",
      "sign-in/second-factor/actions begin",
      "sign-in/second-factor/actions turnOn",
    ],
  },
  {
    does: "Read all of a database: findings, connections, tables, replication, runs",
    needs: "member",
    verbs: [
      "listDatabases",
      "readDatabase",
      "readOverview",
      "readTrends",
      "databaseRows",
      "readJudged",
      "readLatestVerdict",
      "readFinding",
      "checkHistory",
      "verdictSince",
      "latestVisit",
      "visitBefore",
      "readVisit",
      "snapshotBefore",
      "lastTrial",
      "listIgnored",
      "ignoredByDatabase",
      "readHistory",
      "lastSamples",
      "listNeighbours",
      "listBackends",
      "listRuns",
      "readRun",
      "readRunPage",
      "readRunPart",
      "listAdmins",
    ],
    routes: [
      "GET /api/live",
      "GET /api/trends",
      "GET /api/databases/[id]/live",
      "GET /api/databases/[id]/history",
      "GET /api/databases/[id]/ticks",
      "GET /api/databases/[id]/verdict",
      "GET /api/databases/[id]/tables",
      "GET /api/databases/[id]/findings/[checkId]",
      "POST /api/databases/[id]/backends",
      "GET /api/databases/[id]/runs/[runId]",
      "GET /api/databases/[id]/runs/[runId]/part",
    ],
    pages: [
      "/databases/[id]/connect",
      "/databases/[id]/connections",
      "/databases/[id]/history",
      "/databases/[id]/readiness",
      "/databases/[id]/repair",
      "/databases/[id]/replication",
      "/databases/[id]/settings",
      "/databases/[id]/tables",
      "/databases/[id]/test",
      "/databases/new",
      "/team",
      "/troubleshoot",
    ],
  },
  {
    does: "Take a copy: report, samples, publication, support bundle",
    needs: "member",
    verbs: ["downloadReport", "downloadSamples", "downloadPublished", "downloadBundle"],
    routes: [
      "GET /api/databases/[id]/report",
      "GET /api/databases/[id]/published",
      "GET /api/databases/[id]/support-bundle",
    ],
  },
  {
    does: "Read and copy the audit log",
    needs: "member",
    verbs: ["listEvents", "readEvent", "auditFacets", "chainState", "exportEvents", "downloadEvents"],
    routes: ["GET /api/activity", "GET /api/activity/[entry]"],
    pages: ["/activity"],
  },
  {
    does: "Run checks",
    needs: "member",
    verbs: ["checkDatabase", "isChecked", "followCheck", "checkAllDatabases"],
    routes: ["POST /api/check", "GET /api/databases/[id]/check", "POST /api/databases/[id]/check"],
  },
  {
    does: "Read a plan",
    needs: "member",
    verbs: ["askPlan", "askPlanPage", "readPlanPart"],
    routes: ["POST /api/databases/[id]/plan", "POST /api/databases/[id]/plan/part"],
  },
  {
    does: "See the state of the sandbox",
    needs: "member",
    verbs: ["sandboxStatus", "standInStatus"],
    routes: ["GET /api/sandbox"],
  },
  {
    does: "Test a database as Electric",
    needs: "admin",
    verbs: ["tryAsElectric"],
    routes: ["POST /api/databases/[id]/trial"],
  },
  {
    does: "Dry-run a plan as the stored role, cancel the own dry run",
    needs: "member",
    // Each asks for an admin itself where more than a dry run is wanted.
    verbs: ["startRun", "cancelRun", "newPasswordFor"],
    actions: [
      "(app)/databases/[id]/repair/actions startRepair",
      "(app)/databases/[id]/repair/actions cancelRepair",
      "(app)/databases/[id]/repair/actions makePassword",
    ],
  },
  {
    does: "Propose a plan, withdraw the own proposal",
    needs: "member",
    verbs: ["proposePlan", "withdrawProposal", "listProposals", "listOpenProposals", "readTwoPerson"],
    actions: [
      "(app)/databases/[id]/repair/actions proposeRepair",
      "(app)/databases/[id]/repair/actions withdrawRepair",
    ],
  },
  {
    does: "Apply and undo a repair, cancel any run, run as another role, accept a warning",
    needs: "admin",
    verbs: ["takeUpRun"],
    actions: ["(app)/databases/[id]/repair/actions takeUpRepair"],
  },
  {
    does: "Switch the two-person rule of a database (off: another admin confirms)",
    needs: "admin",
    verbs: ["switchTwoPersonOn", "askTwoPersonOff", "confirmTwoPersonOff", "keepTwoPersonOn"],
    actions: [
      "(app)/databases/[id]/settings/actions twoPersonOnAction",
      "(app)/databases/[id]/settings/actions askTwoPersonOffAction",
      "(app)/databases/[id]/settings/actions confirmTwoPersonOffAction",
      "(app)/databases/[id]/settings/actions keepTwoPersonOnAction",
    ],
  },
  {
    does: "End sessions of a database",
    needs: "admin",
    verbs: ["signalBackend"],
    actions: ["(app)/databases/[id]/connections/actions signal"],
  },
  {
    does: "Ignore findings",
    needs: "admin",
    verbs: ["ignoreFinding", "takeBackIgnore"],
    actions: [
      "(app)/databases/[id]/readiness/actions ignoreCheck",
      "(app)/databases/[id]/readiness/actions takeBackCheck",
    ],
  },
  {
    does: "Add, change, archive and remove databases",
    needs: "admin",
    verbs: [
      "addDatabase",
      "editDatabase",
      "duplicateDatabase",
      "archiveDatabase",
      "restoreDatabase",
      "removeDatabase",
      "changePool",
      "tryConnection",
    ],
    routes: ["POST /api/connection-test"],
    actions: [
      "(app)/databases/[id]/connections/pool-action writePool",
      "(app)/databases/[id]/settings/actions editDatabaseAction",
      "(app)/databases/[id]/settings/actions duplicateDatabaseAction",
      "(app)/databases/[id]/settings/actions archiveDatabaseAction",
      "(app)/databases/[id]/settings/actions restoreDatabaseAction",
      "(app)/databases/[id]/settings/actions removeDatabaseAction",
      "(app)/databases/new/actions addDatabaseAction",
    ],
  },
  {
    does: "Change the settings of the installation",
    needs: "admin",
    verbs: ["changeViewers", "changeSignInSettings", "readProvider", "changeProvider"],
    pages: ["/settings", "/settings/viewers", "/settings/sign-in"],
    actions: [
      "(app)/settings/actions saveViewers",
      "(app)/settings/sign-in/actions saveSignIn",
      "(app)/settings/sign-in/actions saveProvider",
    ],
  },
  {
    does: "Run the sandbox",
    needs: "admin",
    verbs: ["startSandbox", "stopSandbox", "startStandIn", "stopStandIn", "setLoad"],
    actions: [
      "(app)/sandbox-actions startSandboxAction",
      "(app)/sandbox-actions stopSandboxAction",
      "(app)/sandbox-actions startStandInAction",
      "(app)/sandbox-actions stopStandInAction",
      "(app)/sandbox-actions setLoadAction",
    ],
  },
  {
    does: "Let people in, change roles and groups, give passwords, remove people",
    needs: "admin",
    verbs: [
      "listPeople",
      "listGroups",
      "addPerson",
      "changeRole",
      "removePerson",
      "renewPassword",
      "resetPassword",
      "listInvitations",
      "invitePerson",
      "revokeInvitation",
      "makeResetLink",
      "resetSecondFactor",
    ],
    actions: [
      "(app)/team/actions letIn",
      "(app)/team/actions renew",
      "(app)/team/actions invite",
      "(app)/team/actions revoke",
      "(app)/team/actions makeLink",
      "(app)/team/actions resetFactor",
      "(app)/team/actions setRole",
      "(app)/team/actions takeAway",
    ],
  },
];

/** Returns the table of docs/security.md, as Markdown. */
export function permissionTable(): string {
  const rows = PERMISSIONS.map(({ does, needs }) => [does, needs]);
  const widths = [0, 1].map((at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0), at === 0 ? "act".length : "least role".length),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(["act", "least role"]), rule, ...rows.map(line)].join("\n");
}
