import type { AccessRule, Verifier } from "@/lib/snapshot/access-rules";

/**
 * Meaning of a rule for Electric: it gets in; a directory of the server's decides; its password cannot work; or it is
 * refused whatever its password is. `why` ends a sentence about the rule.
 */
export type Admission =
  | { kind: "admits" }
  | { kind: "directory"; why: string }
  | { kind: "password"; why: string }
  | { kind: "refuses"; why: string };

const ADMITS: Admission = { kind: "admits" };

const CANNOT: Record<string, string> = {
  reject: "refuses every session",
  cert: "demands a client certificate, which Electric cannot present",
  gss: "demands Kerberos (GSSAPI), which Electric does not speak",
  sspi: "demands SSPI, which Electric does not speak",
  oauth: "demands an OAuth token, which Electric does not send",
  ident: "asks an ident server on Electric's machine, where none runs",
  peer: "is for Unix sockets alone",
};

/** Methods by which the server asks for the password and lets another service judge it; Electric sends it as it is. */
const DIRECTORIES: Record<string, string> = {
  ldap: "lets an LDAP directory judge the password",
  radius: "lets a RADIUS server judge the password",
  pam: "lets PAM judge the password",
  bsd: "lets BSD authentication judge the password",
};

const NO_PASSWORD = "asks for a password, and the role has none";

function byPassword(method: string, verifier: Verifier | null): Admission {
  if (verifier === "none") return { kind: "password", why: NO_PASSWORD };
  if (verifier === "other")
    return { kind: "password", why: "asks for a password, and the role's cannot be verified" };
  if (method === "scram-sha-256" && verifier === "md5")
    return {
      kind: "password",
      why: "asks for a password by scram-sha-256, and the role's is kept as an md5 hash, which cannot answer that",
    };
  return ADMITS;
}

/**
 * Returns what a rule means for Electric, whose driver answers clear text, md5 and SCRAM-SHA-256 and has no client
 * certificate (postgrex 0.22.2, protocol.ex). With method md5 Postgres uses SCRAM where the verifier is one (auth.c).
 * An unknown verifier (null) counts as one that fits.
 */
export function admissionBy(
  { method, clientCertificate }: Pick<AccessRule, "method" | "clientCertificate">,
  verifier: Verifier | null,
): Admission {
  if (clientCertificate)
    return {
      kind: "refuses",
      why: "demands a client certificate (clientcert), which Electric cannot present",
    };
  switch (method) {
    case "trust":
      return ADMITS;
    case "password":
    case "md5":
    case "scram-sha-256":
      return byPassword(method, verifier);
    default: {
      const directory = DIRECTORIES[method ?? ""];
      if (directory !== undefined) return { kind: "directory", why: directory };
      return {
        kind: "refuses",
        why:
          CANNOT[method ?? ""] ?? `demands ${method ?? "an unknown method"}, which Electric does not speak`,
      };
    }
  }
}
