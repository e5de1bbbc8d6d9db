import "server-only";
import type { Client } from "pg";
import type { Major } from "@/server/embedded/binaries";
import { SUPERUSER } from "@/server/watched/faults/clusters";
import type { Broken } from "./broken";
import { id, onDatabase } from "./making";

/** Runners of a plan: a superuser, the admin of a managed database, and the application itself. */
export const ADMINS = ["superuser", "createrole", "owner"] as const;
export type AdminKind = (typeof ADMINS)[number];

const ROLES = `SELECT rolname FROM pg_roles WHERE oid >= 16384`;

/**
 * Makes the admin in a broken database and returns its role. `createrole` owns the database and, from 16 on, has ADMIN
 * OPTION on every role there as if it had made them: without INHERIT and SET (PostgreSQL 16 docs, createrole_self_grant).
 */
export async function makeAdmin(
  kind: AdminKind,
  superuser: Client,
  { apps }: Broken,
  major: Major,
): Promise<string> {
  if (kind === "superuser") return SUPERUSER;
  if (kind === "owner") return apps[0];
  const role = "keeper";
  const { rows } = await superuser.query<{ rolname: string }>(ROLES);
  await superuser.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER CREATEROLE CREATEDB REPLICATION BYPASSRLS`);
  await superuser.query(onDatabase(`ALTER DATABASE %D OWNER TO ${role}`));
  if (major >= 16)
    for (const { rolname } of rows)
      await superuser.query(`GRANT ${id(rolname)} TO ${role} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  return role;
}
