import { databaseLimitSql, slotSql, systemSettingSql } from "./outside-sql";
import { defaultPrivilegesSql, privilegesSql } from "./privilege-sql";
import { publicationOwnerSql, publicationSql, publishedSchemaSql, publishedSql } from "./publication-sql";
import { membershipSql, passwordSql, roleSettingSql, roleSql } from "./role-sql";
import type { Change } from "./schema";
import { replicaIdentitySql, tableOwnerSql } from "./table-sql";

/** Returns the one statement that makes a change on this version, without a semicolon. */
export function sqlOf(change: Change, versionNum: number): string {
  switch (change.kind) {
    case "role":
      return roleSql(change);
    case "password":
      return passwordSql(change);
    case "role setting":
      return roleSettingSql(change);
    case "membership":
      return membershipSql(change, versionNum);
    case "privileges":
      return privilegesSql(change);
    case "default privileges":
      return defaultPrivilegesSql(change);
    case "table owner":
      return tableOwnerSql(change);
    case "replica identity":
      return replicaIdentitySql(change);
    case "publication":
      return publicationSql(change);
    case "publication owner":
      return publicationOwnerSql(change);
    case "published":
      return publishedSql(change);
    case "published schema":
      return publishedSchemaSql(change);
    case "database limit":
      return databaseLimitSql(change);
    case "slot":
      return slotSql(change, versionNum);
    case "system setting":
      return systemSettingSql(change);
  }
}
