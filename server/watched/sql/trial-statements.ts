import "server-only";
import { quoteIdentifier, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { TableName } from "@/lib/target/schema";

/*
 * Statements of a trial in an administrator's transaction: DDL and catalogues only. None of them may plan a user's table or
 * view, because SET ROLE is no sandbox: the code of a policy or an index would run with the administrator's rights
 * (docs/security.md). trial-statements.test.ts keeps it so.
 */

/** What Electric calls (Electric 1.7.12, connection_setup.ex, manager.ex and snapshot_query.ex), by its signature. */
const CALLED: readonly (readonly [signature: string, need: "start" | "shape" | "reset"])[] = [
  ["pg_catalog.hashtext(text)", "start"],
  ["pg_catalog.pg_advisory_lock(bigint)", "start"],
  ["pg_catalog.current_setting(text)", "start"],
  ["pg_catalog.pg_backend_pid()", "start"],
  ["pg_catalog.pg_get_userbyid(oid)", "start"],
  ["pg_catalog.pg_drop_replication_slot(name)", "reset"],
  ["pg_catalog.pg_terminate_backend(integer, bigint)", "reset"],
  ["pg_catalog.pg_current_snapshot()", "shape"],
  ["pg_catalog.pg_current_wal_lsn()", "shape"],
  ["pg_catalog.format_type(oid, integer)", "shape"],
];

/** Catalogues that Electric and its driver read (configuration.ex, direct_inspector.ex; postgrex 0.22.2, types.ex 47-110). */
const READ: readonly (readonly [name: string, need: "start" | "shape" | "reset"])[] = [
  ["pg_publication", "start"],
  ["pg_publication_rel", "start"],
  ["pg_replication_slots", "start"],
  ["pg_settings", "start"],
  ["pg_class", "start"],
  ["pg_namespace", "start"],
  ["pg_type", "start"],
  ["pg_range", "start"],
  ["pg_attribute", "start"],
  ["pg_inherits", "shape"],
  ["pg_index", "shape"],
  ["pg_locks", "reset"],
];

const valuesOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `(${row.map(quoteLiteral).join(", ")})`).join(", ");

/** Functions that Electric calls and catalogues that it reads, which this role may not. Signatures are matched as regprocedure. */
export const RIGHTS_LACKING = `
SELECT 'function' AS kind, w.name, w.need
FROM (VALUES ${valuesOf(CALLED)}) AS w(name, need)
WHERE NOT coalesce(has_function_privilege(current_user, to_regprocedure(w.name)::oid, 'EXECUTE'), true)
UNION ALL
SELECT 'catalogue', w.name, w.need
FROM (VALUES ${valuesOf(READ)}) AS w(name, need)
WHERE NOT coalesce(has_table_privilege(current_user, to_regclass('pg_catalog.' || w.name)::oid, 'SELECT'), true)
`;

/** The role that Electric's sessions act as, and the encoding of the database: functions alone, no catalogue may be closed. */
export const ACTING =
  "SELECT current_role::text AS role, current_setting('server_encoding')::text AS encoding";

/** Takes a parameter over for the transaction. */
export const setting = (name: string, value: string): string =>
  `SET LOCAL ${quoteIdentifier(name)} = ${quoteLiteral(value)}`;

/** CREATE PUBLICATION as Electric sends it (connection_setup.ex 149-162). */
export const createPublication = (name: string, versionNum: number): string =>
  `CREATE PUBLICATION ${quoteIdentifier(name)}${versionNum >= 180_000 ? " WITH (publish_generated_columns = 'stored')" : ""}`;

/** Status of the publication as Electric asks for it (configuration.ex 46-75). */
export const publicationStatus = (name: string): string => `
SELECT pg_get_userbyid(p.pubowner) = current_role AS owns, pg_get_userbyid(p.pubowner)::text AS owner,
       current_role::text AS acts,
       p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate AS operations
FROM pg_publication p WHERE p.pubname = ${quoteLiteral(name)}`;

export const addTables = (publication: string, tables: readonly TableName[]): string =>
  `ALTER PUBLICATION ${quoteIdentifier(publication)} ADD TABLE ${tables.map(quoteRelation).join(", ")}`;

export const dropTables = (publication: string, tables: readonly TableName[]): string =>
  `ALTER PUBLICATION ${quoteIdentifier(publication)} DROP TABLE ${tables.map(quoteRelation).join(", ")}`;

export const fullIdentity = (table: TableName): string =>
  `ALTER TABLE ${quoteRelation(table)} REPLICA IDENTITY FULL`;

/** Rights of this role on tables by oid, from the catalogues alone. */
export const mayRead = (oids: readonly number[]): string => `
SELECT c.oid::int8::float8 AS oid, has_schema_privilege(current_user, c.relnamespace, 'USAGE') AS usage,
       has_table_privilege(current_user, c.oid, 'SELECT') OR NOT EXISTS (
         SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND NOT has_column_privilege(current_user, c.oid, a.attnum, 'SELECT')) AS "select",
       row_security_active(c.oid) AS filtered
FROM pg_class c WHERE c.oid IN (${oids.length === 0 ? "0" : oids.map(String).join(", ")})`;

/** Tables of the publication with their identity, as Electric asks for them (configuration.ex 261-292). */
export const publishedTables = (publication: string): string => `
SELECT c.oid::int8::float8 AS oid, c.relreplident::text AS identity
FROM pg_publication_rel pr
JOIN pg_publication p ON p.oid = pr.prpubid
JOIN pg_class c ON c.oid = pr.prrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE p.pubname = ${quoteLiteral(publication)}`;
