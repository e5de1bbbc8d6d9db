import { allShapesPurged } from "../entries/all-shapes-purged";
import { applicationExited } from "../entries/application-exited";
import { connectionManagerRestarting } from "../entries/connection-manager-restarting";
import { containerOutOfMemory } from "../entries/container-out-of-memory";
import { databaseChanged } from "../entries/database-changed";
import { electricStillStarting } from "../entries/electric-still-starting";
import { electricUnknownError } from "../entries/electric-unknown-error";
import { lockNotAcquired } from "../entries/lock-not-acquired";
import { publicationDropSkipped } from "../entries/publication-drop-skipped";
import { replicationIdleClosed } from "../entries/replication-idle-closed";
import { shapeWriterStalled } from "../entries/shape-writer-stalled";
import { statusMonitorFailed } from "../entries/status-monitor-failed";

/** The entries of one part, in reading order. */
export const running = [
  lockNotAcquired,
  electricStillStarting,
  connectionManagerRestarting,
  electricUnknownError,
  applicationExited,
  containerOutOfMemory,
  statusMonitorFailed,
  databaseChanged,
  allShapesPurged,
  publicationDropSkipped,
  replicationIdleClosed,
  shapeWriterStalled,
] as const;
