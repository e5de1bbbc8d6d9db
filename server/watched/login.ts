import "server-only";
import type { DatabaseInput } from "@/lib/databases/database";
import { recogniseProvider } from "@/lib/postgres/provider";
import { userOfRole } from "@/lib/postgres/user-of-role";

/** Everything that a session needs and nothing else: what a user gave us reaches the driver only through this. */
export type Login = Pick<
  DatabaseInput,
  "host" | "port" | "database" | "user" | "sslmode" | "caCertificate" | "urlFlaws"
> & {
  /** Null where none is stored: the server may trust the address. */
  password: string | null;
};

/** Returns the user that a role signs in as, where this login does. */
const userFor = (login: Login, role: string): string =>
  userOfRole(role, { provider: recogniseProvider(login.host), user: login.user });

/** Returns the login of another role at the same place. */
export const loginAs = (login: Login, role: string, password: string): Login => ({
  ...login,
  user: userFor(login, role),
  password,
});

/** Returns the login of Electric's role: with a password that was given, or the login that is its own already. Null for none. */
export function loginOfElectric(login: Login, role: string, password: string | undefined): Login | null {
  if (password !== undefined && password !== "") return loginAs(login, role, password);
  return login.user === userFor(login, role) ? login : null;
}
