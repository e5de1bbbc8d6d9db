import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";
import { grantOfRole } from "./words";

/** Being able to become a role (SET ROLE). */
export const become: RightDefinition<NeedOf<"become">> = {
  satisfied: ({ role }, ledger) => ledger.has(role, "set"),
  grantTemporarily: ({ role }, ledger) => ledger.ensureMembership(role, "set"),
  text(need, ledger) {
    const [me, role] = [displayName(ledger.admin), displayName(need.role)];
    return {
      what: `${me} cannot become ${role} (needed for ${need.for}).`,
      who: `A superuser, or a role that has ADMIN OPTION on ${role}, makes ${me} a member.`,
      sql: grantOfRole(need.role, "SET", ledger),
    };
  },
};
