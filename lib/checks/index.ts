import type { Check } from "./define";
import { electricHealth } from "./electric/health";
import { electricVersion } from "./electric/version";
import { publicationExists } from "./publication/exists";
import { publicationFilters } from "./publication/filters";
import { publicationOperations } from "./publication/operations";
import { publicationOwner } from "./publication/owner";
import { publicationPartitionRoot } from "./publication/partition-root";
import { publicationScope } from "./publication/scope";
import { publicationTables } from "./publication/tables";
import { slotBlockers } from "./slot/blockers";
import { slotFailover } from "./slot/failover";
import { slotLag } from "./slot/lag";
import { slotNameCheck } from "./slot/name";
import { slotOrphans } from "./slot/orphans";
import { slotState } from "./slot/state";

/** Every check, in the order people read them. A new check is one file, its test, and one line here. */
export const checks: readonly Check[] = [
  // connection
  // server
  // budget
  // role
  // tables
  // publication
  publicationExists,
  publicationOwner,
  publicationOperations,
  publicationTables,
  publicationScope,
  publicationPartitionRoot,
  publicationFilters,
  // slot
  slotNameCheck,
  slotFailover,
  slotState,
  slotLag,
  slotBlockers,
  slotOrphans,
  // electric
  electricHealth,
  electricVersion,
];
