import "server-only";
import type { Profile } from "@/lib/databases/profile";
import type { Login } from "../watched/login";
import { readPassword } from "./password";

/** Returns what opens a session on a profile's database, with its password. Stays inside the server. */
export async function loginOf(profile: Profile): Promise<Login> {
  const { host, port, database, user, sslmode, caCertificate, urlFlaws } = profile;
  return {
    host,
    port,
    database,
    user,
    sslmode,
    caCertificate,
    urlFlaws,
    password: await readPassword(profile.id),
  };
}
