import "server-only";

/** The least that a session can be asked: who answers, and what it is. */
export const FIRST_QUERY = `
SELECT pg_catalog.pg_backend_pid() AS pid,
       pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version
`;
