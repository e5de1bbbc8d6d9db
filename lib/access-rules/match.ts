import type { AccessRule, AccessRules } from "@/lib/snapshot/access-rules";

/** A session as the access rules see it, but for its address. */
export type Client = {
  role: string;
  database: string;
  /** The role and all that it is a member of, inherited or not; superusers are members of nothing more. */
  memberOf: ReadonlySet<string>;
  encrypted: boolean;
};

type Token = AccessRule["users"][number];

/**
 * Returns whether a rule's databases name the client's. Electric's walsender asks for `replication=database`, which
 * `replication` in a rule does not stand for: that keyword is for physical replication alone (PostgreSQL, hba.c, check_db).
 */
function matchesDatabase({ text, matches }: Token, { role, database, memberOf }: Client): boolean {
  switch (text) {
    case "all":
      return true;
    case "sameuser":
      return database === role;
    case "samerole":
    case "samegroup":
      return memberOf.has(database);
    case "replication":
      return false;
    default:
      return matches ?? text === database;
  }
}

function matchesUser({ text, matches }: Token, { role, memberOf }: Client): boolean {
  if (text.startsWith("+")) return memberOf.has(text.slice(1));
  return text === "all" || (matches ?? text === role);
}

/** Electric never asks for GSS encryption. */
function matchesEncryption(type: string | null, encrypted: boolean): boolean {
  switch (type) {
    case "host":
    case "hostnogssenc":
      return true;
    case "hostssl":
      return encrypted;
    case "hostnossl":
      return !encrypted;
    default:
      return false;
  }
}

/**
 * Returns whether a rule is for a client, whatever its address is (PostgreSQL, hba.c, check_hba). A quoted keyword cannot be
 * told from a bare one: pg_hba_file_rules shows both alike.
 */
export const matchesClient = (rule: AccessRule, client: Client): boolean =>
  matchesEncryption(rule.type, client.encrypted) &&
  rule.databases.some((token) => matchesDatabase(token, client)) &&
  rule.users.some((token) => matchesUser(token, client));

/** Returns the rules that can be used for a client from some address, in order: not those behind one that covers them. */
export function usableRules(
  { rules }: Pick<AccessRules, "rules">,
  client: Client,
  covers: Covers,
): AccessRule[] {
  const usable: AccessRule[] = [];
  for (const rule of rules)
    if (matchesClient(rule, client) && !usable.some((before) => covers(before, rule))) usable.push(rule);
  return usable;
}

type Covers = (first: AccessRule, second: AccessRule) => boolean;
