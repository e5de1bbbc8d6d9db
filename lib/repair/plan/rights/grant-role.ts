import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";

/** GRANT of a role to another. From 15 on no role grants itself (PostgreSQL 15 release notes). */
export const grantRole: RightDefinition<NeedOf<"grant role">> = {
  satisfied: ({ role }, ledger) =>
    ledger.mayAdministerRole(role) && !(role === ledger.admin && ledger.major >= 15),
  grantTemporarily: () => false,
  text: ({ role, member }, { admin, major }) => ({
    what: `${displayName(admin)} may not make ${displayName(member)} a member of ${displayName(role)}.`,
    who: `A superuser, or a role with ADMIN OPTION on ${displayName(role)}${major < 16 ? ", or one with CREATEROLE where it is no superuser" : ""}.`,
    sql: `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(member)}${major < 16 ? "" : " WITH INHERIT TRUE, SET FALSE"};`,
  }),
};
