import "server-only";
import { NEEDED } from "@/lib/electric/catalogues";
import { quoteIdentifier, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { TableName } from "@/lib/target/schema";

/*
 * Statements of a trial in an administrator's transaction: DDL and catalogues only. None of them may plan a user's table or
 * view, because SET ROLE is no sandbox: the code of a policy or an index would run with the administrator's rights
 * (docs/security.md). trial-statements.test.ts keeps it so.
 */

const NAMES = NEEDED.map(({ kind, name }) => `(${quoteLiteral(kind)}, ${quoteLiteral(name)})`).join(", ");

/** The schema pg_catalog, and functions and relations of it, that Electric uses and this role may not. */
export const RIGHTS_LACKING = `
SELECT w.kind, w.name FROM (VALUES ${NAMES}) AS w(kind, name)
WHERE NOT coalesce(CASE w.kind
  WHEN 'schema' THEN has_schema_privilege(current_user, w.name, 'USAGE')
  WHEN 'function' THEN has_function_privilege(current_user, to_regprocedure('pg_catalog.' || w.name)::oid, 'EXECUTE')
  ELSE has_table_privilege(current_user, to_regclass('pg_catalog.' || w.name)::oid, 'SELECT') END, true)
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
