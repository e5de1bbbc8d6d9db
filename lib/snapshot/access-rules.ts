import { z } from "zod";

/** A name, a keyword, `+group` or, from 16 on, `/regex` of an access rule. */
const tokenSchema = z.object({
  text: z.string(),
  /** Whether a `/regex` matches this database or Electric's role, as Postgres itself evaluates it; null for all else. */
  matches: z.boolean().nullable(),
});

/** A line of pg_hba.conf for TCP sessions, without options that may hold secrets (PostgreSQL docs, 52.10). */
export const accessRuleSchema = z.object({
  /** Null below 16, where there is one file. */
  file: z.string().nullable(),
  line: z.number().int(),
  /** host, hostssl, hostnossl, hostgssenc or hostnogssenc; null for a line with an error. */
  type: z.string().nullable(),
  databases: z.array(tokenSchema),
  users: z.array(tokenSchema),
  /** `all`, `samehost`, `samenet`, a host name, or an IP address beside its netmask. */
  address: z.string().nullable(),
  netmask: z.string().nullable(),
  /** trust, reject, scram-sha-256, md5, password, cert, ldap …; null for a line with an error. */
  method: z.string().nullable(),
  /** clientcert=verify-ca or clientcert=verify-full. */
  clientCertificate: z.boolean(),
  /** The server cannot read the line, and keeps the rules that it had. The text may quote a password, and is not read. */
  error: z.boolean(),
});

/**
 * Access rules that decide on sessions, where the visiting role may read them (superuser, or EXECUTE on pg_hba_file_rules).
 */
export const accessRulesSchema = z.object({
  rules: z.array(accessRuleSchema),
  /** False where the file has more rules than are kept. */
  complete: z.boolean(),
  /** False where a file was changed after the server read it last; null where the visiting role may not know. */
  loaded: z.boolean().nullable(),
  /** The server offers TLS (`ssl`). */
  tls: z.boolean(),
  /** The address from which the server sees this visit; null over a Unix socket. */
  visitAddress: z.string().nullable(),
  /** The server's own address in that session. */
  serverAddress: z.string().nullable(),
  /** Addresses of the walsenders of Electric's role: where Electric connects from now. */
  electricAddresses: z.array(z.string()),
  /** Electric's role and every role that it is a member of, at any depth, inherited or not. */
  memberOf: z.array(z.string()),
});

/** How Postgres keeps a role's password: `none` where it has none, `other` for what is neither verifier. */
export const VERIFIERS = ["none", "md5", "scram-sha-256", "other"] as const;

export type AccessRule = z.infer<typeof accessRuleSchema>;
export type AccessRules = z.infer<typeof accessRulesSchema>;
export type Verifier = (typeof VERIFIERS)[number];
