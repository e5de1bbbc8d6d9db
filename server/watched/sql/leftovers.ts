import "server-only";
import { CLOUD_PUBLICATION, OLD_ELECTRIC } from "@/lib/electric/leftovers";
import { quoteLiteral } from "@/lib/postgres/identifier";

const listOf = (names: readonly string[]): string => names.map(quoteLiteral).join(", ");

/**
 * Leftovers of Electric Cloud and Electric 0.x in a database beside slots. An event trigger of theirs is known by its name,
 * or by a function in the schema of Electric 0.x, which is known by its tables.
 */
export const LEFTOVERS = `
WITH old AS MATERIALIZED (
  SELECT n.oid, n.nspname, n.nspowner FROM pg_namespace n
  WHERE n.nspname = ${quoteLiteral(OLD_ELECTRIC.schema)}
    AND (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'r'
         AND c.relname IN (${listOf(OLD_ELECTRIC.tables)})) >= 2
)
SELECT 'event trigger' AS kind, e.evtname::text AS name, pg_get_userbyid(e.evtowner)::text AS owner
FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid
WHERE e.evtname IN (${listOf(OLD_ELECTRIC.eventTriggers)}) OR p.pronamespace IN (SELECT oid FROM old)
UNION ALL
SELECT 'publication', p.pubname::text, pg_get_userbyid(p.pubowner)::text
FROM pg_publication p
WHERE starts_with(p.pubname::text, ${quoteLiteral(CLOUD_PUBLICATION)})
   OR p.pubname = ${quoteLiteral(OLD_ELECTRIC.publication)}
UNION ALL
SELECT 'schema', o.nspname::text, pg_get_userbyid(o.nspowner)::text FROM old o
ORDER BY 1, 2
`;
