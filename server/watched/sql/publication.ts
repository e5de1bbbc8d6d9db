import "server-only";
import { precedes } from "./decoding";

const SCHEMAS_15 = `ARRAY(SELECT n.nspname::text FROM pg_publication_namespace x
             JOIN pg_namespace n ON n.oid = x.pnnspid WHERE x.pnpubid = p.oid ORDER BY 1)`;

const PRECEDES_SLOT = `(SELECT ${precedes("p", "s")} FROM pg_replication_slots s
        WHERE s.slot_name = current_setting('headroom.slot') AND s.database = current_database() AND s.slot_type = 'logical')`;

/** Electric's publication by its name. `publish_via_partition_root` exists from Postgres 13; publishing whole schemas exists from Postgres 15, generated columns from 18. */
export const publication = ({
  versionNum,
  seesSlots,
}: {
  versionNum: number;
  seesSlots: boolean;
}): string => `
SELECT p.pubname::text AS name,
       pg_get_userbyid(p.pubowner)::text AS owner,
       p.puballtables AS "allTables",
       ${versionNum >= 150_000 ? SCHEMAS_15 : "'{}'::text[]"} AS schemas,
       json_build_object('insert', p.pubinsert, 'update', p.pubupdate, 'delete', p.pubdelete, 'truncate', p.pubtruncate)
         AS publishes,
       coalesce((to_jsonb(p) ->> 'pubviaroot')::boolean, false) AS "viaPartitionRoot",
       to_jsonb(p) ->> 'pubgencols' = 's' AS "generatedStored",
       ${seesSlots ? PRECEDES_SLOT : "NULL::boolean"} AS "precedesSlot",
       NULL AS decoding
FROM pg_publication p
WHERE p.pubname = current_setting('headroom.publication')
`;
