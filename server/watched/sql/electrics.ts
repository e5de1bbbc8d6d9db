import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/**
 * Returns the query for a backend's role and database by now, and whether it serves Electric's slot or is a session of its
 * role. Every role may see these columns (PostgreSQL docs 27.2.3), the application name aside.
 */
export const electrics = (pid: number, { slot, role }: { slot: string; role: string }): string => `
SELECT a.usename::text AS role, a.datname::text AS database, coalesce(a.application_name, '') AS "applicationName",
       EXISTS (SELECT FROM pg_replication_slots s
               WHERE s.active_pid = a.pid AND s.slot_name = ${quoteLiteral(slot)}) AS walsender,
       a.usename = ${quoteLiteral(role)} AS session
FROM pg_stat_activity a
WHERE a.pid = ${Math.trunc(pid)} AND a.usename IS NOT NULL
`;
