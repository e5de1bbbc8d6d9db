import "server-only";
import { iso } from "./sample-common";

/**
 * Which server a session is on and how much its role may see there. The start of the postmaster is told to the microsecond
 * to every role; whether the function with the system identifier may be called is asked first, because a refusal would end
 * the transaction (PostgreSQL docs, 9.27.1 and 9.28.12).
 */
export const SERVER_FACTS = `
SELECT current_database()::text AS database,
       ${iso("pg_postmaster_start_time()")} AS "startedAt",
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "readsAllStats",
       has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS "tellsSystem"
`;
