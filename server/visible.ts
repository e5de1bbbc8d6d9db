import "server-only";
import { eq, sql, type SQL } from "drizzle-orm";
import type { Context } from "./context";
import { auditEvents, databases, user } from "./store/schema";

/** Whether an actor sees every database, whatever groups stand in the account: the program itself, and admins. */
const seesAll = ({ actor }: Context): boolean => actor.kind === "system" || actor.role === "admin";

/**
 * Returns the condition of the databases that an actor sees: those of the groups of the account, or all where it has none. The account is
 * read in the same query, so that no older list of groups holds; one that was removed sees no database. Every query of `databases` for a
 * person goes through here (visible.test.ts).
 */
export function visibleDatabases(ctx: Context): SQL | undefined {
  if (seesAll(ctx) || ctx.actor.kind === "system") return undefined;
  return sql`EXISTS (SELECT FROM ${user} WHERE ${eq(user.id, ctx.actor.id)}
    AND (cardinality(${user.groups}) = 0 OR ${databases.group} = ANY (${user.groups})))`;
}

/**
 * Returns the condition of the entries of the audit log that an actor sees. With groups these are the entries of no database, and those of
 * the databases of the groups; an entry of a database that was removed is not among them.
 */
export function visibleEvents(ctx: Context): SQL | undefined {
  if (seesAll(ctx) || ctx.actor.kind === "system") return undefined;
  return sql`EXISTS (SELECT FROM ${user} WHERE ${eq(user.id, ctx.actor.id)} AND (cardinality(${user.groups}) = 0
    OR ${auditEvents.profileName} = '' OR EXISTS (SELECT FROM ${databases}
      WHERE ${eq(databases.id, auditEvents.databaseId)} AND ${databases.group} = ANY (${user.groups}))))`;
}
