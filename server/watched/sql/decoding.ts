import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** So many rows are decoded at most: the publication is looked up at the first change of each snapshot. */
const MOST_ROWS = 10_000;

/**
 * Whether a row of pg_publication was written before the oldest catalogue that a slot may still decode with: then the
 * slot surely sees it. What is neither older nor surely younger has to be tried. A raw xmin that seems to be of the future
 * belongs to a frozen row (PostgreSQL docs, 24.1.5).
 */
export const precedes = (publication: string, slot: string): string =>
  `(age(${publication}.xmin) > age(${slot}.catalog_xmin) OR age(${publication}.xmin) < 0)`;

/**
 * Decodes what a slot holds, without moving it, where the catalogues do not tell whether it can be decoded. Postgres
 * refuses it where the publication did not exist at a position (42704, up to 17), and skips what it carries from 18 on
 * with a warning (55000). The slot is taken for that time, so that one in use is left alone; where a slot ends by itself
 * when nothing takes it (idle_replication_slot_timeout, 18), it is not taken either, because that would start its clock anew.
 */
export const tryDecoding = (slot: string, publication: string): string[] => [
  "SET LOCAL client_min_messages = warning",
  `
WITH candidate AS MATERIALIZED (
  SELECT s.slot_name, quote_ident(p.pubname) AS publication
  FROM pg_replication_slots s JOIN pg_publication p ON p.pubname = ${quoteLiteral(publication)}
  WHERE s.slot_name = ${quoteLiteral(slot)} AND s.database = current_database() AND s.plugin = 'pgoutput'
    AND s.slot_type = 'logical' AND NOT s.active AND NOT s.temporary AND s.restart_lsn IS NOT NULL
    AND NOT pg_is_in_recovery() AND coalesce(to_jsonb(s) ->> 'wal_status', '') <> 'lost'
    AND coalesce(current_setting('idle_replication_slot_timeout', true), '0') = '0'
    AND NOT coalesce(${precedes("p", "s")}, false)
),
changes AS MATERIALIZED (
  SELECT count(*)::int AS number FROM candidate c
  CROSS JOIN LATERAL pg_logical_slot_peek_binary_changes(c.slot_name, NULL, ${MOST_ROWS}, 'proto_version', '1', 'publication_names', c.publication)
)
SELECT EXISTS (SELECT FROM candidate) AS tried, number < ${MOST_ROWS} AS complete FROM changes
`,
];
