import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { LISTED, type Action, type GroupFilter, type Seen } from "@/lib/sample/backend";
import { iso } from "./sample-common";

const since = (time: string): string =>
  `CASE WHEN ${time} IS NOT NULL THEN greatest(extract(epoch FROM clock_timestamp() - ${time}) * 1000, 0)::float8 END`;

/** A backend's columns, as lib/sample/backend.ts has them. */
const COLUMNS = `
       a.pid, pg_get_userbyid(a.usesysid)::text AS role, d.datname::text AS database,
       coalesce(a.application_name, '') AS "applicationName",
       CASE WHEN a.client_addr IS NOT NULL THEN host(a.client_addr)
            WHEN a.backend_type IS NOT NULL THEN 'local' ELSE '' END AS address,
       coalesce(a.state, '') AS state,
       ${iso("a.backend_start")} AS "backendStart", ${iso("a.xact_start")} AS "transactionStart",
       ${iso("a.query_start")} AS "queryStart", ${iso("a.state_change")} AS "stateChange",
       a.query_id::text AS "queryId",
       ${since("a.xact_start")} AS "transactionMs",
       CASE WHEN a.state LIKE 'idle%' THEN ${since("a.state_change")} END AS "idleMs",
       a.wait_event_type || ': ' || a.wait_event AS "waitsFor",
       CASE WHEN a.backend_type IS NOT NULL THEN left(a.query, 300) END AS query,
       a.pid = pg_backend_pid() AS own`;

const FROM = `
FROM pg_stat_activity a JOIN pg_database d ON d.oid = a.datid`;

/** The backends of one group, the oldest transaction first. */
export const backendsOf = ({ role, database, applicationName, address, state }: GroupFilter): string => `
SELECT * FROM (
SELECT ${COLUMNS}${FROM}
WHERE a.usesysid IS NOT NULL AND (a.backend_type IS NULL OR a.backend_type = 'client backend')
  AND a.pid <> ALL (ARRAY(SELECT w.pid FROM pg_stat_get_wal_senders() w))
) b
WHERE b.role = ${quoteLiteral(role)} AND b.database = ${quoteLiteral(database)}
  AND b."applicationName" = ${quoteLiteral(applicationName)}
  AND b.address = ${quoteLiteral(address)} AND b.state = ${quoteLiteral(state)}
ORDER BY b."transactionStart", b."backendStart", b.pid
LIMIT ${LISTED}
`;

/** Returns the query for what stands under a pid now. */
export const backendAt = (pid: number): string => `
SELECT ${COLUMNS}${FROM}
WHERE a.pid = ${Math.trunc(pid)}
`;

const same = (column: string, seen: string | null): string =>
  seen === null ? `${column} IS NULL` : `${iso(column)} = ${quoteLiteral(seen)}`;

/** Conditions that must still hold for each action: the session; and its transaction; or its query, still running. */
const GUARDS: Record<Action, (seen: Seen) => string> = {
  terminate: () => "true",
  "end transaction": (seen) => `a.xact_start IS NOT NULL AND ${same("a.xact_start", seen.transactionStart)}`,
  cancel: (seen) =>
    `a.state = 'active' AND ${same("a.query_start", seen.queryStart)}
     AND a.query_id::text IS NOT DISTINCT FROM ${seen.queryId === null ? "NULL" : quoteLiteral(seen.queryId)}`,
};

/** A transaction ends with its session: Postgres has no signal that ends an idle one alone. */
const SIGNALS: Record<Action, string> = {
  cancel: "pg_cancel_backend(a.pid)",
  "end transaction": "pg_terminate_backend(a.pid, 2000)",
  terminate: "pg_terminate_backend(a.pid, 2000)",
};

/**
 * Signals a backend in the same statement that sees whether it is still the one that was shown. No row: it is another one,
 * or gone. Our own session is never signalled.
 */
export const signal = (action: Action, seen: Seen): string => `
SELECT ${SIGNALS[action]} AS ended
FROM (
  SELECT a.pid FROM pg_stat_activity a
  WHERE a.pid = ${Math.trunc(seen.pid)} AND a.pid <> pg_backend_pid()
    AND ${seen.backendStart === null ? "false" : same("a.backend_start", seen.backendStart)}
    AND ${GUARDS[action](seen)}
  OFFSET 0
) a
`;
