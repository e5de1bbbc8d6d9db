import "server-only";
import { NEEDS_RESTART } from "@/lib/postgres/setting-way";
import { quoteLiteral } from "@/lib/postgres/identifier";

const NAMES = [...NEEDS_RESTART].map(quoteLiteral).join(", ");

/**
 * Parameters that were set and wait for a restart, with the value that waits (PostgreSQL docs, 53.24 and 53.7). Where the files may be
 * read they decide: Postgres marks a parameter as pending only when it reads them again, and leaves the mark where the value was taken
 * out of the file since (seen on 14 to 18). What the command line of the server sets is not changed by a file.
 */
export const pendingRestart = ({ seesFiles }: { seesFiles: boolean }): string =>
  seesFiles
    ? `
SELECT s.name, coalesce(f.setting, s.boot_val) AS "to"
FROM pg_settings s
LEFT JOIN LATERAL (
  SELECT f.setting FROM pg_file_settings f WHERE f.name = s.name ORDER BY f.seqno DESC LIMIT 1
) f ON true
WHERE s.name IN (${NAMES}) AND s.source IN ('configuration file', 'default')
  AND lower(coalesce(f.setting, s.boot_val)) <> lower(s.setting)
ORDER BY s.name
`
    : `
SELECT s.name, NULL::text AS "to" FROM pg_settings s WHERE s.name IN (${NAMES}) AND s.pending_restart ORDER BY s.name
`;
