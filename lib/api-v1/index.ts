import { checkDatabase, followCheck } from "./check";
import {
  getBudget,
  getDatabase,
  getFinding,
  getHistory,
  getReport,
  listDatabases,
  listFindings,
  listTables,
} from "./databases";
import type { ApiEndpoint } from "./endpoint";
import { exportAuditLog, listAlerts } from "./installation";
import { cancelRun, getRun, listRuns, planRepair, startRun } from "./repair";

/** Every endpoint of the public API, in the order of the documentation. */
export const API_ENDPOINTS: readonly ApiEndpoint[] = [
  listDatabases,
  getDatabase,
  listFindings,
  getFinding,
  getReport,
  getBudget,
  getHistory,
  listTables,
  checkDatabase,
  followCheck,
  planRepair,
  startRun,
  listRuns,
  getRun,
  cancelRun,
  listAlerts,
  exportAuditLog,
];
