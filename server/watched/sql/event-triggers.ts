import "server-only";

/**
 * The event triggers of this database, and whether each fires in this session (PostgreSQL docs, CREATE EVENT TRIGGER and
 * ALTER EVENT TRIGGER; event_triggers is a parameter of 17 and later).
 */
export const EVENT_TRIGGERS = `
SELECT e.evtname::text AS name, e.evtevent::text AS event, to_json(e.evttags) AS tags,
       pg_get_userbyid(e.evtowner)::text AS owner,
       CASE e.evtenabled WHEN 'O' THEN 'origin' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'disabled' END AS enabled,
       coalesce(current_setting('event_triggers', true), 'on') = 'on'
       AND CASE WHEN current_setting('session_replication_role') = 'replica'
                THEN e.evtenabled IN ('R', 'A') ELSE e.evtenabled IN ('O', 'A') END AS fires,
       json_build_object('schema', n.nspname, 'name', p.proname, 'owner', pg_get_userbyid(p.proowner),
                         'securityDefiner', p.prosecdef) AS function
FROM pg_event_trigger e
JOIN pg_proc p ON p.oid = e.evtfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
ORDER BY e.evtname
`;
