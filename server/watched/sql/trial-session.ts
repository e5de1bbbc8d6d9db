import "server-only";
import { quoteIdentifier, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import type { TableName } from "@/lib/target/schema";

/*
 * Statements of a trial over a session of Electric's own login, as Electric sends them, but for one thing: the names of
 * functions are qualified, so that a function of the database's owner is not called in place of a built-in one. None of them goes over
 * any other session (own-login.ts).
 */

/** Time limits of such a session, where the role has none of its own, ms. */
export const limitsOf = ({ lockMs, statement }: { lockMs: number; statement: boolean }): string[] => [
  `SET lock_timeout = '${lockMs}ms'`,
  "SET idle_in_transaction_session_timeout = '15s'",
  ...(statement ? ["SET statement_timeout = '10s'"] : []),
];

export const IDENTIFY_SYSTEM = "IDENTIFY_SYSTEM";

/** Takes the lock of the slot as Electric does (connection_setup.ex 112-117). */
export const takeLock = (slot: string): string =>
  `SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtext(${quoteLiteral(slot)}))`;
export const releaseLock = (slot: string): string =>
  `SELECT pg_catalog.pg_advisory_unlock(pg_catalog.hashtext(${quoteLiteral(slot)}))`;

/** Makes a slot as Electric does (connection_setup.ex 250-262), that ends with its session. */
export const temporarySlot = (slot: string): string =>
  `CREATE_REPLICATION_SLOT ${quoteIdentifier(slot)} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`;

/** Starts the stream of a slot as Electric does (connection_setup.ex 351-358). */
export const startStream = (slot: string, publication: string): string =>
  `START_REPLICATION SLOT ${quoteIdentifier(slot)} LOGICAL 0/0 (proto_version '1', publication_names ${quoteLiteral(quoteIdentifier(publication))})`;

/** Reads no row of a table, which asks for every right that a snapshot needs. */
export const selectNothing = (table: TableName): string => `SELECT * FROM ${quoteRelation(table)} LIMIT 0`;

/** Plans what a snapshot without a WHERE reads (querying.ex 131-144); nothing of it is executed. */
export const planOfSnapshot = (table: TableName): string =>
  `EXPLAIN (COSTS OFF, FORMAT JSON) SELECT * FROM ${quoteRelation(table)}`;
