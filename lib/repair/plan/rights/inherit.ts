import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";
import { grantOfRole } from "./words";

/** The rights of a role: being it, or inheriting from it. */
export const inherit: RightDefinition<NeedOf<"inherit">> = {
  satisfied: ({ role }, ledger) => ledger.has(role, "inherit"),
  grantTemporarily: ({ role }, ledger) => ledger.ensureMembership(role, "inherit"),
  text(need, ledger) {
    const [me, role] = [displayName(ledger.admin), displayName(need.role)];
    return {
      what: `${me} does not have the rights of ${role} (needed for ${need.for}).`,
      who: `${role} itself, a superuser, or a role that has ADMIN OPTION on it and makes ${me} a member.`,
      sql: grantOfRole(need.role, "INHERIT", ledger),
    };
  },
};
