import type { Connection } from "@/lib/snapshot/connection";
import { quoteIdentifier } from "@/lib/postgres/identifier";

/** Text of a failure: what happened, why, and what to do, in full sentences; `sql` where a statement does it. */
export type FailureText = { what: string; why: string; next: string; sql?: string };

export type FailureRule = (connection: Connection) => FailureText;

/** Returns where it was tried to connect to: `db.example.com:5432`. */
export const place = ({ host, port }: Connection): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`;

/** The name of the visiting role inside the database: PlanetScale's user names carry the branch and a destination. */
export function roleName({ user, provider }: Pick<Connection, "user" | "provider">): string {
  return provider === "planetscale" ? user.replace(/\|.*$/, "").replace(/\.[^.]*$/, "") : user;
}

/** Returns a name as SQL, or nothing where it is none that Postgres could have. */
export function asIdentifier(name: string): string | null {
  try {
    return quoteIdentifier(name);
  } catch {
    return null;
  }
}
