import { writeConnectionString } from "@/lib/postgres/conninfo/write";
import type { Sslmode } from "@/lib/postgres/sslmode";
import { userOfRole } from "@/lib/postgres/user-of-role";
import type { RegisteredAddress } from "./facts";

/** Stands for a direct address that is not known. No host has this name, so that Electric stops at its start (nxdomain). */
export const DIRECT_HOST_PLACEHOLDER = "REPLACE_WITH_DIRECT_HOST";

/** Place of the certificate that is given with a database, in Electric's container. */
export const CERTIFICATE_PATH = "/etc/electric/ca.pem";
/** The authorities of Debian, which Electric's image has (its Dockerfile installs ca-certificates). */
export const SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

const VERIFIES: ReadonlySet<Sslmode> = new Set(["verify-ca", "verify-full"]);

/** Whether Electric is to verify the server: it refuses the mode and takes a certificate file instead (config.ex 415-468). */
export const verifies = ({ sslmode }: Pick<RegisteredAddress, "sslmode">): boolean => VERIFIES.has(sslmode);

/**
 * Returns the sslmode for Electric: require, but where a session came about without TLS, or was registered without it, the
 * registered one, because Electric stops at a server that has none.
 */
export function sslmodeFor(
  { sslmode }: Pick<RegisteredAddress, "sslmode">,
  encrypted: boolean | null,
): Sslmode {
  if (sslmode === "disable") return "disable";
  return (sslmode === "prefer" || sslmode === "allow") && encrypted === false ? sslmode : "require";
}

type Login = {
  address: Pick<RegisteredAddress, "database" | "user" | "provider">;
  /** Null where it is not known. */
  at: { host: string; port: number } | null;
  role: string;
  password: string;
  sslmode: Sslmode;
};

/** Returns an address that Electric is given: everything percent-encoded, Electric's role with what the provider adds to it. */
export function databaseUrl({ address, at, role, password, sslmode }: Login): string {
  return writeConnectionString({
    host: at?.host ?? DIRECT_HOST_PLACEHOLDER,
    port: at?.port ?? 5432,
    database: address.database,
    user: userOfRole(role, address),
    password,
    sslmode,
  });
}
