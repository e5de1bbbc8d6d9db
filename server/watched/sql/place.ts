import "server-only";

export const DATABASE_PLACE = `
SELECT d.oid::text AS oid, d.datname::text AS database, pg_catalog.current_setting('server_version_num')::int AS "versionNum"
FROM pg_catalog.pg_database d
WHERE d.datname = pg_catalog.current_database()
`;

/**
 * The identifier that initdb gives a server; its replicas and every copy of its files have the same. Any role may ask
 * (PostgreSQL docs, 9.28.12), unless a provider took that away.
 */
export const SYSTEM_IDENTIFIER = `
SELECT c.system_identifier::text AS system FROM pg_catalog.pg_control_system() c
`;
