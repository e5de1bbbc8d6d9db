import type { Check } from "./define";
import { budgetDatabaseLimit } from "./budget/database-limit";
import { budgetDeployFits } from "./budget/deploy-fits";
import { budgetHeadroom } from "./budget/headroom";
import { budgetPoolFits } from "./budget/pool-fits";
import { budgetPoolSize } from "./budget/pool-size";
import { budgetRoleLimit } from "./budget/role-limit";
import { connectionDirect } from "./connection/direct";
import { connectionEncrypted } from "./connection/encrypted";
import { connectionIpv6 } from "./connection/ipv6";
import { connectionPrimary } from "./connection/primary";
import { connectionReachable } from "./connection/reachable";
import { connectionUrl } from "./connection/url";
import { connectionWritable } from "./connection/writable";
import { electricHealth } from "./electric/health";
import { electricLeftovers } from "./electric/leftovers";
import { electricVersion } from "./electric/version";
import { publicationExists } from "./publication/exists";
import { publicationFilters } from "./publication/filters";
import { publicationOperations } from "./publication/operations";
import { publicationOthers } from "./publication/others";
import { publicationOwner } from "./publication/owner";
import { publicationPartitionRoot } from "./publication/partition-root";
import { publicationScope } from "./publication/scope";
import { publicationTables } from "./publication/tables";
import { roleAccessRules } from "./role/access-rules";
import { roleCasts } from "./role/casts";
import { roleCatalogues } from "./role/catalogues";
import { roleConnect } from "./role/connect";
import { roleCreatePublication } from "./role/create-publication";
import { roleDedicated } from "./role/dedicated";
import { roleExists } from "./role/exists";
import { roleFutureTables } from "./role/future-tables";
import { roleLogin } from "./role/login";
import { rolePassword } from "./role/password";
import { roleReplication } from "./role/replication";
import { roleRowSecurity } from "./role/row-security";
import { roleSchemaUsage } from "./role/schema-usage";
import { roleSetRole } from "./role/set-role";
import { roleStatic } from "./role/static";
import { roleSelect } from "./role/select";
import { serverFailoverSettings } from "./server/failover-settings";
import { serverPendingRestart } from "./server/pending-restart";
import { serverReplicationSlots } from "./server/replication-slots";
import { serverEventTriggers } from "./server/event-triggers";
import { serverSessionSettings } from "./server/session-settings";
import { serverSynchronousStandbys } from "./server/synchronous-standbys";
import { serverTimeouts } from "./server/timeouts";
import { serverVersion } from "./server/version";
import { serverWalKeep } from "./server/wal-keep";
import { serverWalLevel } from "./server/wal-level";
import { serverWalSenders } from "./server/wal-senders";
import { slotBlockers } from "./slot/blockers";
import { slotDeadline } from "./slot/deadline";
import { slotFailover } from "./slot/failover";
import { slotLag } from "./slot/lag";
import { slotNameCheck } from "./slot/name";
import { slotOrphans } from "./slot/orphans";
import { slotPublication } from "./slot/publication";
import { slotState } from "./slot/state";
import { tablesGeneratedColumns } from "./tables/generated-columns";
import { tablesKeyText } from "./tables/key-text";
import { tablesKind } from "./tables/kind";
import { tablesNameText } from "./tables/name-text";
import { tablesOwnership } from "./tables/ownership";
import { tablesReplicaIdentity } from "./tables/replica-identity";
import { tablesTarget } from "./tables/target";
import { tablesWriteCost } from "./tables/write-cost";

const ALL = [
  // connection
  connectionReachable,
  connectionIpv6,
  connectionDirect,
  connectionEncrypted,
  connectionPrimary,
  connectionWritable,
  connectionUrl,
  // server
  serverVersion,
  serverWalLevel,
  serverReplicationSlots,
  serverWalSenders,
  serverWalKeep,
  serverSynchronousStandbys,
  serverFailoverSettings,
  serverTimeouts,
  serverSessionSettings,
  serverEventTriggers,
  serverPendingRestart,
  // budget
  budgetPoolFits,
  budgetDeployFits,
  budgetHeadroom,
  budgetRoleLimit,
  budgetDatabaseLimit,
  budgetPoolSize,
  // role
  roleExists,
  roleStatic,
  roleLogin,
  rolePassword,
  roleAccessRules,
  roleReplication,
  roleSetRole,
  roleDedicated,
  roleConnect,
  roleCatalogues,
  roleCreatePublication,
  roleSchemaUsage,
  roleSelect,
  roleCasts,
  roleFutureTables,
  roleRowSecurity,
  // tables
  tablesTarget,
  tablesOwnership,
  tablesReplicaIdentity,
  tablesKind,
  tablesKeyText,
  tablesNameText,
  tablesGeneratedColumns,
  tablesWriteCost,
  // publication
  publicationExists,
  publicationOwner,
  publicationOperations,
  publicationTables,
  publicationScope,
  publicationPartitionRoot,
  publicationFilters,
  publicationOthers,
  // slot
  slotNameCheck,
  slotPublication,
  slotFailover,
  slotState,
  slotDeadline,
  slotLag,
  slotBlockers,
  slotOrphans,
  // electric
  electricHealth,
  electricVersion,
  electricLeftovers,
] as const satisfies readonly Check[];

/** The id of a check, as it stands in addresses, exports and scripts. */
export type CheckId = (typeof ALL)[number]["id"];

/** Every check, in the order people read them. A new check is one file, its test, and one line here. */
export const checks: readonly Check<CheckId>[] = ALL;

const byId: ReadonlyMap<string, Check<CheckId>> = new Map(checks.map((check) => [check.id, check]));

/** Returns the check of an id; undefined for an id of an older or newer version, and for findings of a trial. */
export const checkOf = (id: string): Check<CheckId> | undefined => byId.get(id);
