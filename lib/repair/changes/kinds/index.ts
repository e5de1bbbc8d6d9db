import type { ChangeDefinition } from "../definition";
import type { ChangeKind, ChangeOf } from "../schema";
import { databaseLimit } from "./database-limit";
import { defaultPrivileges } from "./default-privileges";
import { membership } from "./membership";
import { password } from "./password";
import { privileges } from "./privileges";
import { publication } from "./publication";
import { publicationOwner } from "./publication-owner";
import { published } from "./published";
import { publishedWholeSchema } from "./published-schema";
import { replicaIdentity } from "./replica-identity";
import { role } from "./role";
import { roleSetting } from "./role-setting";
import { slot } from "./slot";
import { systemSetting } from "./system-setting";
import { tableOwner } from "./table-owner";

/** The definition of every kind of change: a kind of the schema that is missing here does not compile. */
export const CHANGE_KINDS: { readonly [Kind in ChangeKind]: ChangeDefinition<ChangeOf<Kind>> } = {
  role,
  password,
  "role setting": roleSetting,
  membership,
  privileges,
  "default privileges": defaultPrivileges,
  "table owner": tableOwner,
  "replica identity": replicaIdentity,
  publication,
  "publication owner": publicationOwner,
  published,
  "published schema": publishedWholeSchema,
  "database limit": databaseLimit,
  slot,
  "system setting": systemSetting,
};
