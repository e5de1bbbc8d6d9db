import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { PrivilegeLedger } from "../privilege-ledger";
import type { RightDefinition } from "./definition";
import { grantorsOf, onlySuperusers } from "./words";

const isSuperuser = (role: string, { roles }: PrivilegeLedger): boolean => roles.of(role)?.superuser === true;

/** DROP ROLE. */
export const dropRole: RightDefinition<NeedOf<"drop role">> = {
  satisfied: ({ role }, ledger) =>
    !isSuperuser(role, ledger) &&
    ledger.self?.createRole === true &&
    (ledger.major < 16 || ledger.mayAdministerRole(role)),
  grantTemporarily: () => false,
  text: ({ role }, ledger) => ({
    what: `${displayName(ledger.admin)} may not drop ${displayName(role)}.`,
    who: isSuperuser(role, ledger)
      ? onlySuperusers("drop", "superuser", ledger.major)
      : grantorsOf({ replication: false, bypassRls: false }, ledger.major, role),
    sql: null,
  }),
};
