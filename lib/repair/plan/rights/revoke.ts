import { quoteGrantee, quoteObject } from "@/lib/repair/changes/quote";
import type { NeedOf } from "@/lib/repair/changes/need";
import { namedObject } from "@/lib/repair/changes/words";
import { displayName } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";

/** REVOKE of privileges on an object: a REVOKE reaches no further than its own grants. */
export const revoke: RightDefinition<NeedOf<"revoke">> = {
  satisfied: ({ on, privileges, grantee }, { lists }) => lists.gave(on, privileges, grantee),
  grantTemporarily: ({ on }, ledger) => ledger.ensureMembership(ledger.ownerOf(on), "inherit"),
  text({ on, privileges, grantee }, ledger) {
    const owner = displayName(ledger.ownerOf(on));
    return {
      what: `${displayName(ledger.admin)} may not take ${privileges.join(", ")} on ${namedObject(on)}, which ${owner} owns, from ${grantee === null ? "PUBLIC" : displayName(grantee)}.`,
      who: `${owner}, or a superuser.`,
      sql: `REVOKE ${privileges.join(", ")} ON ${quoteObject(on)} FROM ${quoteGrantee(grantee)};`,
    };
  },
};
