import type { AccessRule, AccessRules, Verifier } from "@/lib/snapshot/access-rules";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { admissionBy, type Admission } from "./admission";
import { decide, possibleRules } from "./evaluate";
import type { Client } from "./match";

/** Answer of the rules to a session from one address. */
export type Answer =
  | { address: string; kind: "rule"; rule: AccessRule; admission: Admission }
  | { address: string; kind: "none" }
  | { address: string; kind: "undecided"; rule: AccessRule | null };

/** How Electric's next login would go. */
export type Outlook = {
  client: Client;
  /** The addresses from which Electric's sessions come now; where there are none, that of the visit, which is presumed near. */
  from: "electric" | "visit";
  answers: Answer[];
  /** Every rule by which it could be judged from one address or another. */
  possible: { rule: AccessRule; admission: Admission }[];
};

/** Returns Electric's session as the rules see it. It tries TLS first, unless told not to, and never a second time without. */
export function electricClient(
  access: AccessRules,
  { database, connection, role: known }: Pick<ReachedSnapshot, "database" | "connection" | "role">,
  { role }: Pick<Target, "role">,
): Client {
  return {
    role,
    database: database.name,
    // The rules may have been read before the role was made; a role counts as its own member.
    memberOf: new Set([...access.memberOf, ...(known === null ? [] : [known.name])]),
    encrypted: access.tls && connection.sslmode !== "disable",
  };
}

function answerAt(access: AccessRules, client: Client, address: string, verifier: Verifier | null): Answer {
  const decision = decide(access, client, address);
  if ("undecided" in decision) return { address, kind: "undecided", rule: decision.undecided };
  const { rule } = decision;
  return rule === null
    ? { address, kind: "none" }
    : { address, kind: "rule", rule, admission: admissionBy(rule, verifier) };
}

/** Returns how a client would fare with a password that is kept in a form; null counts as one that fits. */
export function outlookOf(access: AccessRules, client: Client, verifier: Verifier | null): Outlook {
  const { electricAddresses, visitAddress } = access;
  const from = electricAddresses.length > 0 ? "electric" : "visit";
  const addresses = from === "electric" ? electricAddresses : visitAddress === null ? [] : [visitAddress];
  return {
    client,
    from,
    answers: addresses.map((address) => answerAt(access, client, address, verifier)),
    possible: possibleRules(access, client).map((rule) => ({ rule, admission: admissionBy(rule, verifier) })),
  };
}
