import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";

/** REVOKE of a membership, from 16 on of the row of one grantor. */
export const revokeRole: RightDefinition<NeedOf<"revoke role">> = {
  satisfied: ({ role, grantor }, ledger) =>
    ledger.mayAdministerRole(role) &&
    (ledger.major < 16 || grantor === null || ledger.roles.inherits(ledger.admin, grantor)),
  grantTemporarily: () => false,
  text: ({ role, grantor }, { admin }) => ({
    what: `${displayName(admin)} may not take back the membership in ${displayName(role)}${grantor === null ? "" : ` that ${displayName(grantor)} gave`}.`,
    who: `A superuser, or ${grantor === null ? `a role with ADMIN OPTION on ${displayName(role)}` : displayName(grantor)}.`,
    sql: null,
  }),
};
