import { certificateNotTrusted } from "../entries/certificate-not-trusted";
import { connectTimedOut } from "../entries/connect-timed-out";
import { connectionClosed } from "../entries/connection-closed";
import { connectionRefused } from "../entries/connection-refused";
import { connectionTimedOut } from "../entries/connection-timed-out";
import { databaseShuttingDown } from "../entries/database-shutting-down";
import { databaseStartingUp } from "../entries/database-starting-up";
import { diskFull } from "../entries/disk-full";
import { domainDoesNotExist } from "../entries/domain-does-not-exist";
import { noIpv6Address } from "../entries/no-ipv6-address";
import { pgbouncerLoginFailing } from "../entries/pgbouncer-login-failing";
import { pgbouncerNoReplication } from "../entries/pgbouncer-no-replication";
import { pgbouncerServerCrashed } from "../entries/pgbouncer-server-crashed";
import { readOnlyDatabase } from "../entries/read-only-database";
import { replicationCommandRefused } from "../entries/replication-command-refused";
import { sslNotAvailable } from "../entries/ssl-not-available";
import { sslRequired } from "../entries/ssl-required";
import { unencryptedFallback } from "../entries/unencrypted-fallback";
import { upstreamClosedConnection } from "../entries/upstream-closed-connection";

/** The entries of one part, in reading order. */
export const network = [
  connectionRefused,
  connectTimedOut,
  connectionTimedOut,
  connectionClosed,
  domainDoesNotExist,
  noIpv6Address,
  certificateNotTrusted,
  sslNotAvailable,
  sslRequired,
  unencryptedFallback,
  databaseShuttingDown,
  databaseStartingUp,
  upstreamClosedConnection,
  pgbouncerServerCrashed,
  pgbouncerLoginFailing,
  pgbouncerNoReplication,
  replicationCommandRefused,
  diskFull,
  readOnlyDatabase,
] as const;
