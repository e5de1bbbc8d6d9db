import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** The one slot, to see whether a step was done by an earlier try. */
export const slotNow = (slot: string): string => `
SELECT s.active, s.active_pid AS "activePid", (to_jsonb(s) ->> 'failover')::boolean AS failover
FROM pg_catalog.pg_replication_slots s
WHERE s.slot_name = ${quoteLiteral(slot)}
`;

/**
 * The oldest of what the making of a slot waits for: everything on the server that holds a transaction id, in any database.
 * Of sessions that a role may not see it does not find that they hold one.
 */
export const WAITED_FOR = `
SELECT * FROM (
  SELECT a.pid, coalesce(a.usename, '') AS role, coalesce(a.application_name, '') AS "applicationName",
    (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::float8 AS "ageMs", NULL AS gid
  FROM pg_catalog.pg_stat_activity a
  WHERE a.backend_xid IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid()
  UNION ALL
  SELECT NULL, p.owner, '', (extract(epoch FROM clock_timestamp() - p.prepared) * 1000)::float8, p.gid
  FROM pg_catalog.pg_prepared_xacts p
) w
ORDER BY w."ageMs" DESC NULLS LAST
LIMIT 1
`;

/** Ends the session that reads a slot, so that an ALTER_REPLICATION_SLOT which waits for it goes on. */
export const endReader = (slot: string): string => `
SELECT pg_catalog.pg_terminate_backend(s.active_pid) AS ended
FROM pg_catalog.pg_replication_slots s
WHERE s.slot_name = ${quoteLiteral(slot)} AND s.active_pid IS NOT NULL
`;

export const RELOAD = `SELECT pg_catalog.pg_reload_conf() AS reloaded`;
