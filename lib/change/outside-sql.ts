import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import type { ChangeOf } from "./schema";

/**
 * Slots are no part of a transaction: each statement runs by itself after the commit. The fifth argument is `failover`,
 * from 17 on. ALTER_REPLICATION_SLOT is a replication command, for there is no function that does it (PostgreSQL 17 docs,
 * 53.4); the name of a slot has only a-z, 0-9 and underscore there and stands without quotes.
 */
export function slotSql({ slot, from, to }: ChangeOf<"slot">, versionNum: number): string {
  if (to === null) return `SELECT pg_catalog.pg_drop_replication_slot(${quoteLiteral(slot)})`;
  if (from === null) {
    const failover = versionNum >= 170_000 ? `, false, ${to.failover}` : "";
    return `SELECT pg_catalog.pg_create_logical_replication_slot(${quoteLiteral(slot)}, 'pgoutput', false${failover})`;
  }
  return `ALTER_REPLICATION_SLOT ${quoteIdentifier(slot)} (FAILOVER ${to.failover})`;
}

/** ALTER SYSTEM refuses to run in a transaction; a parameter without restart is read at the reload that follows. */
export function systemSettingSql({ name, to }: ChangeOf<"system setting">): string {
  const setting = quoteIdentifier(name);
  return to === null ? `ALTER SYSTEM RESET ${setting}` : `ALTER SYSTEM SET ${setting} = ${quoteLiteral(to)}`;
}

export const databaseLimitSql = ({ database, to }: ChangeOf<"database limit">): string =>
  `ALTER DATABASE ${quoteIdentifier(database)} CONNECTION LIMIT ${to ?? -1}`;
