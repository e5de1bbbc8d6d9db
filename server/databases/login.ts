import "server-only";
import type { Profile } from "@/lib/databases/profile";
import type { Login } from "../watched/login";
import { readPassword } from "./password";

/** Returns what opens a session on the address that a profile or a form names: those fields, and no others. */
export function loginWith(
  { host, port, database, user, sslmode, caCertificate, urlFlaws }: Omit<Login, "password">,
  password: string | null,
): Login {
  return { host, port, database, user, sslmode, caCertificate, urlFlaws, password };
}

/** Returns what opens a session on a profile's database, with its password. Stays inside the server. */
export async function loginOf(profile: Profile): Promise<Login> {
  return loginWith(profile, await readPassword(profile.id));
}
