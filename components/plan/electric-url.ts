import { writeConnectionString } from "@/lib/postgres/conninfo/write";
import type { Sslmode } from "@/lib/postgres/sslmode";
import type { RepairedDatabase } from "./actions";

/** Electric refuses the two that check a certificate (Electric 1.7.12, config.ex 415-468). */
const FOR_ELECTRIC: Partial<Record<Sslmode, Sslmode>> = { "verify-ca": "require", "verify-full": "require" };

/** PlanetScale takes `role.branch` for a user, with the name of a pooler or a replica behind a bar (PlanetScale docs, roles). */
const BRANCH = /\.([^.|]+)(?:\|.*)?$/;

/** Returns the user name that a role signs in with, by the name that another role signs in with there. */
function userOf(role: string, { provider, user }: RepairedDatabase["address"]): string {
  const branch = provider === "planetscale" ? BRANCH.exec(user)?.[1] : undefined;
  return branch === undefined ? role : `${role}.${branch}`;
}

/** Returns the address that Electric is given: everything escaped, with an sslmode that Electric reads. */
export function electricUrl(address: RepairedDatabase["address"], role: string, password: string): string {
  const { host, port, database, sslmode } = address;
  const mode = FOR_ELECTRIC[sslmode] ?? sslmode;
  return writeConnectionString({
    host,
    port,
    database,
    user: userOf(role, address),
    password,
    sslmode: mode,
  });
}
