import { quoteObject } from "@/lib/repair/changes/quote";
import type { NeedOf } from "@/lib/repair/changes/need";
import { namedObject } from "@/lib/repair/changes/words";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";

/** GRANT of privileges on an object: the owner's rights, or the privileges WITH GRANT OPTION. */
export const grant: RightDefinition<NeedOf<"grant">> = {
  satisfied: ({ on, privileges }, { lists }) => lists.passesOn(on, privileges),
  grantTemporarily: ({ on }, ledger) => ledger.ensureMembership(ledger.ownerOf(on), "inherit"),
  text({ on, privileges }, ledger) {
    const owner = displayName(ledger.ownerOf(on));
    return {
      what: `${displayName(ledger.admin)} may not pass on ${privileges.join(", ")} on ${namedObject(on)}, which ${owner} owns.`,
      who: `${owner}, a superuser, or a role that holds the privilege WITH GRANT OPTION.`,
      sql: `GRANT ${privileges.join(", ")} ON ${quoteObject(on)} TO ${quoteIdentifier(ledger.admin)} WITH GRANT OPTION;`,
    };
  },
};
