import "server-only";
import { commonQueries, type Queries, type SampleNames, type SampleSight } from "./sample-common";

/**
 * Counts backends by role and database without reading what each one does: a tenth of what a grouped read of
 * pg_stat_activity costs at 1,000 backends. The launcher and autovacuum workers have no role or no database; walsenders
 * are among them, and taken off by the reader, who knows them.
 */
const COUNTS = `
SELECT c.userid AS "roleOid", c.dbid AS "databaseOid", pg_get_userbyid(c.userid)::text AS role,
       (SELECT d.datname::text FROM pg_database d WHERE d.oid = c.dbid) AS database,
       c.count
FROM (
  SELECT pg_stat_get_backend_userid(b) AS userid, pg_stat_get_backend_dbid(b) AS dbid, count(*)::int AS count
  FROM pg_stat_get_backend_idset() b
  GROUP BY 1, 2
) c
WHERE c.userid <> 0 AND c.dbid <> 0`;

/** The light depth (PostgreSQL docs 27.2.3 and table 27.35). */
export const tick = (names: readonly SampleNames[], sees: SampleSight): Queries => ({
  ...commonQueries(names, sees),
  ...(sees.activity ? { counts: COUNTS } : {}),
});
