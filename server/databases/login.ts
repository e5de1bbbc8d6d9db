import "server-only";
import type { Database } from "@/lib/databases/database";
import type { Login } from "../watched/login";
import { readPassword } from "./password";

/** Returns what opens a session on the address that a database or a form names: those fields, and no others. */
export function loginWith(
  { host, port, database, user, sslmode, caCertificate, urlFlaws }: Omit<Login, "password">,
  password: string | null,
): Login {
  return { host, port, database, user, sslmode, caCertificate, urlFlaws, password };
}

/** Returns what opens a session on a database, with its password. Stays inside the server. */
export async function loginOf(database: Database): Promise<Login> {
  return loginWith(database, await readPassword(database.id));
}
