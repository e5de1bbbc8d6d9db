import type { AccessRule, AccessRules } from "@/lib/snapshot/access-rules";
import { coversAddress, matchesAddress } from "./address";
import { matchesClient, usableRules, type Client } from "./match";

/**
 * The rule that decides for a client at an address: the first that is for it; `null` where there is none, which refuses it;
 * `undecided` where it depends on a rule that only the server can evaluate, or on rules that were not kept.
 */
export type Decision = { rule: AccessRule | null } | { undecided: AccessRule | null };

/** Returns the rule by which the server judges a client at an address. It never tries a second one (PostgreSQL docs, 20.1). */
export function decide(access: AccessRules, client: Client, address: string): Decision {
  for (const rule of access.rules) {
    if (!matchesClient(rule, client)) continue;
    const matches = matchesAddress(rule, address, access.serverAddress);
    if (matches === null) return { undecided: rule };
    if (matches) return { rule };
  }
  return access.complete ? { rule: null } : { undecided: null };
}

/** Returns the rules by which a client could be judged from one address or another, in order. */
export const possibleRules = (access: AccessRules, client: Client): AccessRule[] =>
  usableRules(access, client, coversAddress);
