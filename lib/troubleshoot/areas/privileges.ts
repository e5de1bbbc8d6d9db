import { alterSystemRefused } from "../entries/alter-system-refused";
import { cannotCreateReplicationRole } from "../entries/cannot-create-replication-role";
import { cannotGrantRole } from "../entries/cannot-grant-role";
import { cannotSetOwner } from "../entries/cannot-set-owner";
import { circularMembership } from "../entries/circular-membership";
import { grantWithoutEffect } from "../entries/grant-without-effect";
import { mustBeOwnerOfPublication } from "../entries/must-be-owner-of-publication";
import { mustBeOwnerOfTable } from "../entries/must-be-owner-of-table";
import { permissionDeniedForDatabase } from "../entries/permission-denied-for-database";
import { permissionDeniedForFunction } from "../entries/permission-denied-for-function";
import { permissionDeniedForSchema } from "../entries/permission-denied-for-schema";
import { permissionDeniedForTable } from "../entries/permission-denied-for-table";
import { replicationAttributeMissing } from "../entries/replication-attribute-missing";
import { replicationAttributeMissingPostgres1415 } from "../entries/replication-attribute-missing-postgres-14-15";
import { replicationSlotsDenied } from "../entries/replication-slots-denied";
import { rowSecurityApplies } from "../entries/row-security-applies";

/** The entries of one part, in reading order. */
export const privileges = [
  replicationAttributeMissing,
  replicationAttributeMissingPostgres1415,
  replicationSlotsDenied,
  mustBeOwnerOfTable,
  mustBeOwnerOfPublication,
  permissionDeniedForSchema,
  permissionDeniedForTable,
  permissionDeniedForDatabase,
  permissionDeniedForFunction,
  rowSecurityApplies,
  cannotCreateReplicationRole,
  cannotGrantRole,
  cannotSetOwner,
  circularMembership,
  grantWithoutEffect,
  alterSystemRefused,
] as const;
