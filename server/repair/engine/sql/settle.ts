import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** `committed`, `aborted`, `in progress`, or NULL for what is too old to know. */
export const transactionStatus = (xid: string): string =>
  `SELECT pg_catalog.pg_xact_status(${quoteLiteral(xid)}::pg_catalog.xid8) AS status`;

/** Catalogues that a repair writes to and that all roles may read. */
const OPEN = [
  "pg_class",
  "pg_attribute",
  "pg_index",
  "pg_namespace",
  "pg_database",
  "pg_auth_members",
  "pg_db_role_setting",
  "pg_default_acl",
  "pg_publication",
  "pg_publication_rel",
  "pg_depend",
  "pg_shdepend",
];

const bears = (catalogues: readonly string[], xid: string): string =>
  `SELECT ${catalogues
    .map(
      (name) =>
        `EXISTS (SELECT FROM pg_catalog.${name} t WHERE t.xmin = ${quoteLiteral(xid)}::pg_catalog.xid8::pg_catalog.xid)`,
    )
    .join("\n  OR ")} AS marked`;

/**
 * Whether a row of the catalogues bears the mark of a transaction: a row that can be seen was written by one that committed.
 * The mark outlives the freezing that makes a server forget the transaction (PostgreSQL docs, 24.1.5).
 */
export const marked = (xid: string): string => bears(OPEN, xid);

/** The same with roles and their passwords, which only a superuser may read. */
export const markedWithRoles = (xid: string): string => bears([...OPEN, "pg_authid"], xid);

/**
 * Ends the wait of a transaction for standbys that are away. It is committed on its own server by then, and for other sessions in
 * progress until the wait ends (PostgreSQL docs, 26.2.8). A role may do so for its own sessions.
 */
export const endStandbyWait = (xid: string): string => `
SELECT pg_catalog.pg_cancel_backend(a.pid) AS ended FROM pg_catalog.pg_stat_activity a
WHERE a.backend_xid = ${quoteLiteral(xid)}::pg_catalog.xid8::pg_catalog.xid AND a.wait_event = 'SyncRep'`;
