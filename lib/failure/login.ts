import type { FailureKind, Refusal } from "@/lib/snapshot/connection";
import { providers } from "@/lib/postgres/provider";
import { asIdentifier, place, roleName, type FailureRule } from "./text";

const BRANCH =
  " On PlanetScale the user name is the role, a dot and the branch id, such as postgres.nk35mx55qq.";

/** Ways into RDS and Cloud SQL by a token, which Electric has no use for. */
const tokens = (connection: Parameters<FailureRule>[0]): string => {
  const { name, tokenRoles } = providers[connection.provider];
  return tokenRoles.length === 0
    ? ""
    : ` On ${name} the members of ${tokenRoles.join(" and ")} get in by a token that expires, and by no password.`;
};

/** Texts for a 28000 where the server's own function tells its cause. */
const refusals: Record<Refusal, FailureRule> = {
  "access rules": (connection) => ({
    what: `The access rules of the server (pg_hba.conf) do not let ${connection.user} into ${connection.database} from here.`,
    why: `The first line that is for this user, database, address and encryption decides alone: there is none, it says reject, or it demands a client certificate, which Electric cannot present.${connection.encrypted ? "" : " This session had no TLS, and lines of the type hostssl are for sessions with it."}`,
    next: `Add a line for ${connection.user}, ${connection.database} and this machine's address before it, and have the server read the file (pg_reload_conf).`,
  }),
  role: (connection) => {
    const role = asIdentifier(roleName(connection));
    return {
      what: `The role ${roleName(connection)} does not exist, or it may not log in (NOLOGIN).`,
      why: "The server knew that after the access rules had let the session in.",
      next: "Compare the name, in capitals and small letters too, or let the role log in.",
      ...(role === null ? {} : { sql: `ALTER ROLE ${role} LOGIN;` }),
    };
  },
  method: (connection) => ({
    what: `The server did not accept ${connection.user} by the method that its access rules (pg_hba.conf) ask for.`,
    why: `That method is no password of Postgres' own: ident, a certificate, LDAP, RADIUS, PAM or Kerberos. Electric answers with a password and nothing else.${tokens(connection)}`,
    next: `Give ${connection.user} a line with the method scram-sha-256, or a password that the directory accepts.`,
  }),
};

const unexplained: FailureRule = (connection) => ({
  what: `The server does not let ${connection.user} in.`,
  why: `Its access rules (pg_hba.conf, or a list of allowed addresses) have no entry for this user, database and address${connection.encrypted ? "" : " without TLS"}, or the role may not log in or not connect to ${connection.database}.`,
  next:
    connection.provider === "planetscale"
      ? `Check the user name and the IP restrictions of the database.${BRANCH}`
      : `Add this machine's address to the access rules, use sslmode=require, and check that the role has LOGIN and CONNECT on ${connection.database}.`,
});

/** The server, or what stands before it, refused the encryption or the login. */
export const loginFailures = {
  "tls-unavailable": (connection) => ({
    what: `The server at ${place(connection)} offers no TLS, and sslmode=${connection.sslmode} insists on it.`,
    why: "TLS is not turned on in the server. Electric with sslmode=require stops for good at this as well.",
    next: "Turn TLS on in the server. On a network that you trust, sslmode=prefer or sslmode=disable goes without.",
  }),
  "tls-required": (connection) => ({
    what: `The server at ${place(connection)} takes encrypted connections only, and sslmode=${connection.sslmode} gave it none.`,
    why: `${providers[connection.provider].tlsDemanded ? `${providers[connection.provider].name} demands TLS` : "Its access rules (pg_hba.conf) demand TLS"}. Electric stops for good at this as well.`,
    next: "Use sslmode=require, here and in Electric's DATABASE_URL.",
  }),
  "tls-certificate": (connection) => ({
    what: `The certificate of ${place(connection)} does not pass sslmode=${connection.sslmode}.`,
    why: "It has expired, was made for another host name, or is signed by an authority that is not trusted here.",
    next: "Paste the authority's certificate (PEM) into the settings, or use the host name that the certificate names. sslmode=require encrypts without verifying.",
  }),
  authentication: (connection) => ({
    what: `The server refused the password of ${connection.user}.`,
    why: "It is wrong, was changed or has expired; or the role has none; or it is kept as an md5 hash where the access rules ask for scram-sha-256; or there is no such role. Postgres writes which into its log and does not tell it. Electric stops for good at this.",
    next: `Paste the connection string anew, or set a new password (with password_encryption = scram-sha-256).${connection.provider === "planetscale" ? BRANCH : ""}`,
  }),
  authorization: (connection) => {
    const by = connection.failure?.refusedBy;
    return by === undefined ? unexplained(connection) : refusals[by](connection);
  },
  "database-missing": (connection) => ({
    what: `There is no database ${connection.database} on this server.`,
    why: "The name is mistyped, in other capitals, or the database was dropped. Electric stops for good at this as well.",
    next: "Compare the name with the list that your provider or psql -l shows. Names are case-sensitive here.",
  }),
  pooler: (connection) => ({
    what: `A pooler answers at ${place(connection)}, and it refused the session.`,
    why: "It does not pass on the start parameters that a direct session has (SQLSTATE 08P01). Electric's replication connection is refused in the same way.",
    next: "Use the direct address of the server, not the pooler's. The pooler may serve as ELECTRIC_POOLED_DATABASE_URL beside it.",
  }),
} satisfies Partial<Record<FailureKind, FailureRule>>;
