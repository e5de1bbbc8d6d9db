import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";
import { attributeNames, grantorsOf, onlySuperusers } from "./words";

/** CREATEROLE, with the attributes that the new role is to have. */
export const createRole: RightDefinition<NeedOf<"create role">> = {
  satisfied: (need, ledger) => ledger.self?.createRole === true && ledger.mayGive(need),
  grantTemporarily: () => false,
  text(need, { admin, major }) {
    const given = attributeNames(need);
    return {
      what: `${displayName(admin)} may not make a role${given.length === 0 ? "" : ` with ${given.join(" and ")}`}.`,
      who:
        major < 16 && given.length > 0
          ? onlySuperusers("make", "attributes", major)
          : grantorsOf(need, major, null),
      sql: null,
    };
  },
};
