import { maxWalSendersExceeded } from "../entries/max-wal-senders-exceeded";
import { pgbouncerClientLimit } from "../entries/pgbouncer-client-limit";
import { poolCheckoutTimeout } from "../entries/pool-checkout-timeout";
import { poolClientExited } from "../entries/pool-client-exited";
import { poolNotFilled } from "../entries/pool-not-filled";
import { poolSizeBelowMinimum } from "../entries/pool-size-below-minimum";
import { snapshotConnectionNotAvailable } from "../entries/snapshot-connection-not-available";
import { snapshotPoolQueueTimeout } from "../entries/snapshot-pool-queue-timeout";
import { tooManyConnections } from "../entries/too-many-connections";
import { tooManyConnectionsForDatabase } from "../entries/too-many-connections-for-database";
import { tooManyConnectionsForRole } from "../entries/too-many-connections-for-role";

/** The entries of one part, in reading order. */
export const connections = [
  tooManyConnections,
  tooManyConnectionsForRole,
  tooManyConnectionsForDatabase,
  maxWalSendersExceeded,
  pgbouncerClientLimit,
  poolCheckoutTimeout,
  poolClientExited,
  poolNotFilled,
  poolSizeBelowMinimum,
  snapshotPoolQueueTimeout,
  snapshotConnectionNotAvailable,
] as const;
