import { z } from "zod";
import { databaseLimitSchema } from "./kinds/database-limit";
import { defaultPrivilegesSchema } from "./kinds/default-privileges";
import { membershipSchema } from "./kinds/membership";
import { passwordSchema } from "./kinds/password";
import { privilegesChangeSchema } from "./kinds/privileges";
import { publicationSchema } from "./kinds/publication";
import { publicationOwnerSchema } from "./kinds/publication-owner";
import { publishedSchema } from "./kinds/published";
import { publishedSchemaSchema } from "./kinds/published-schema";
import { replicaIdentitySchema } from "./kinds/replica-identity";
import { roleSchema } from "./kinds/role";
import { roleSettingSchema } from "./kinds/role-setting";
import { slotSchema } from "./kinds/slot";
import { systemSettingSchema } from "./kinds/system-setting";
import { tableOwnerSchema } from "./kinds/table-owner";

/**
 * One change of a database, with the state before and after it; null stands for "is not there". All that follows from a
 * change is in the file of its kind (kinds/) and is asked for by operations.ts.
 */
export const changeSchema = z.discriminatedUnion("kind", [
  roleSchema,
  passwordSchema,
  roleSettingSchema,
  membershipSchema,
  privilegesChangeSchema,
  defaultPrivilegesSchema,
  tableOwnerSchema,
  replicaIdentitySchema,
  publicationSchema,
  publicationOwnerSchema,
  publishedSchema,
  publishedSchemaSchema,
  databaseLimitSchema,
  slotSchema,
  systemSettingSchema,
]);

export type Change = z.infer<typeof changeSchema>;
export type ChangeKind = Change["kind"];
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

export { objectSchema, type DatabaseObject } from "./object";
export type { MembershipOptions } from "./kinds/membership";
export type { PublicationOptions } from "./kinds/publication";
export type { Published } from "./kinds/published";
export type { Identity } from "./kinds/replica-identity";
export type { Attributes } from "./kinds/role";
