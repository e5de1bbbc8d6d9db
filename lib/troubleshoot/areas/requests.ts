import { concurrentRequestLimit } from "../entries/concurrent-request-limit";
import { databaseUnreachable } from "../entries/database-unreachable";
import { deleteNotAllowed } from "../entries/delete-not-allowed";
import { invalidApiSecret } from "../entries/invalid-api-secret";
import { lockTimeout } from "../entries/lock-timeout";
import { mustRefetch } from "../entries/must-refetch";
import { queryCancelled } from "../entries/query-cancelled";
import { requestBodyTooLarge } from "../entries/request-body-too-large";
import { shapeNotCreated } from "../entries/shape-not-created";
import { snapshotFailed } from "../entries/snapshot-failed";
import { snapshotQueryTooSlow } from "../entries/snapshot-query-too-slow";
import { snapshotStartTimeout } from "../entries/snapshot-start-timeout";
import { snapshotWaitsForTableLock } from "../entries/snapshot-waits-for-table-lock";
import { statementTimeout } from "../entries/statement-timeout";
import { tableNameInvalid } from "../entries/table-name-invalid";
import { tableNotFound } from "../entries/table-not-found";

/** The entries of one part, in reading order. */
export const requests = [
  mustRefetch,
  invalidApiSecret,
  deleteNotAllowed,
  requestBodyTooLarge,
  concurrentRequestLimit,
  databaseUnreachable,
  shapeNotCreated,
  snapshotFailed,
  snapshotStartTimeout,
  snapshotWaitsForTableLock,
  snapshotQueryTooSlow,
  statementTimeout,
  lockTimeout,
  queryCancelled,
  tableNotFound,
  tableNameInvalid,
] as const;
