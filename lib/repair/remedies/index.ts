import { grantCatalogues } from "./catalogues";
import { cleanUp, cleanUpSlot } from "./clean-up";
import { databaseLimit } from "./database-limit";
import type { Remedy } from "./define";
import { formerOwner } from "./former-owner";
import { futureTables } from "./future-tables";
import { membership } from "./membership";
import { grantConnect, grantCreate, grantSelect, grantUsage } from "./privileges";
import { publicationMake, publicationSchemas } from "./publication-make";
import {
  publicationFilters,
  publicationOwner,
  publicationSurplus,
  publicationTables,
} from "./publication-tables";
import { replicaIdentity } from "./replica-identity";
import { roleAlter } from "./role-alter";
import { roleCreate } from "./role-create";
import { rolePassword } from "./role-password";
import { roleSettings } from "./role-settings";
import { setRole } from "./set-role";
import { slotRemake } from "./slot-remake";
import { slotFailover, slotOrphans } from "./slot";
import { systemSettings } from "./system-settings";
import { transfer } from "./transfer";

/**
 * Every remedy, in the order in which their changes run: the role first, then what it may do, options of the publication
 * before FULL (on 18 the two together can refuse the application's writes), FULL before a table is published, and the
 * publication given away last. A new remedy is one file, its test, and one line here.
 */
export const remedies: readonly Remedy[] = [
  roleCreate,
  roleAlter,
  rolePassword,
  roleSettings,
  setRole,
  databaseLimit,
  grantConnect,
  grantCreate,
  grantUsage,
  grantCatalogues,
  formerOwner,
  membership,
  futureTables,
  publicationMake,
  transfer,
  grantSelect,
  replicaIdentity,
  publicationFilters,
  publicationTables,
  publicationSchemas,
  publicationSurplus,
  publicationOwner,
  cleanUp,
  slotRemake,
  slotFailover,
  slotOrphans,
  cleanUpSlot,
  systemSettings,
];

const byId: ReadonlyMap<string, Remedy> = new Map(remedies.map((remedy) => [remedy.id, remedy]));

/** Returns the remedy of a step; undefined for steps that no remedy contributes. */
export const remedyOf = (id: string): Remedy | undefined => byId.get(id);
