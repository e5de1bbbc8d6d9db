import { writeConnectionString } from "@/lib/postgres/conninfo/write";
import type { Sslmode } from "@/lib/postgres/sslmode";
import { userOfRole } from "@/lib/postgres/user-of-role";
import type { RepairedDatabase } from "./actions";

/** Electric refuses the two that check a certificate (Electric 1.7.12, config.ex 415-468). */
const FOR_ELECTRIC: Partial<Record<Sslmode, Sslmode>> = { "verify-ca": "require", "verify-full": "require" };

/** Returns the address that Electric is given: everything escaped, with an sslmode that Electric reads. */
export function electricUrl(address: RepairedDatabase["address"], role: string, password: string): string {
  const { host, port, database, sslmode } = address;
  const mode = FOR_ELECTRIC[sslmode] ?? sslmode;
  return writeConnectionString({
    host,
    port,
    database,
    user: userOfRole(role, address),
    password,
    sslmode: mode,
  });
}
