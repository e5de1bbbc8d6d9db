import "server-only";
import type { Login } from "../login";

/** Returns a login to a loopback server that trusts all logins or has this password; without TLS, which loopback does not need. */
export function loginTo(port: number, database: string, user: string, password = "any"): Login {
  return {
    host: "127.0.0.1",
    port,
    database,
    user,
    password,
    sslmode: "disable",
    caCertificate: "",
    urlFlaws: [],
  };
}
