import type { FailureKind } from "@/lib/snapshot/connection";
import { providers } from "../provider";
import { place, type FailureRule } from "./text";

const BRANCH =
  " On PlanetScale the user name is the role, a dot and the branch id, such as postgres.nk35mx55qq.";

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
    next: "Paste the authority's certificate (PEM) into the profile, or use the host name that the certificate names. sslmode=require encrypts without verifying.",
  }),
  authentication: (connection) => ({
    what: `The server refused the password of ${connection.user}.`,
    why: "The password is wrong, it has been changed or has expired, or the role does not exist: Postgres does not say which. Electric stops for good at a wrong password.",
    next: `Paste the connection string anew, or set a new password.${connection.provider === "planetscale" ? BRANCH : ""}`,
  }),
  authorization: (connection) => ({
    what: `The server does not let ${connection.user} in.`,
    why: `Its access rules (pg_hba.conf, or a list of allowed addresses) have no entry for this user, database and address${connection.encrypted ? "" : " without TLS"}, or the role may not log in or not connect to ${connection.database}.`,
    next:
      connection.provider === "planetscale"
        ? `Check the user name and the IP restrictions of the database.${BRANCH}`
        : `Add this machine's address to the access rules, use sslmode=require, and check that the role has LOGIN and CONNECT on ${connection.database}.`,
  }),
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
