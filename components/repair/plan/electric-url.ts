import { databaseUrl, sslmodeFor } from "@/lib/connect/database-url";
import { directAddress } from "@/lib/postgres/provider";
import type { RepairedDatabase } from "./actions";

/** Returns the address that Electric is given: direct, everything escaped, with an sslmode that Electric reads. */
export function electricUrl(address: RepairedDatabase["address"], role: string, password: string): string {
  return databaseUrl({
    address,
    at: directAddress(address.host, address.port) ?? address,
    role,
    password,
    // Nothing says here that the server has TLS: prefer stays prefer.
    sslmode: sslmodeFor(address, false),
  });
}
